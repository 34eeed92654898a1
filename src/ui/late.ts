import { type ComponentType, createElement, lazy, useState } from 'react';

/** What fetches the code of each late part. */
const fetches: (() => Promise<unknown>)[] = [];

/**
 * A part of the page whose code is not in its first load: it comes when the part is first shown, unless `fetchLateParts` was
 * before. Then the part is there at once; React's `lazy` alone would show what stands in for it for some 300 ms even so.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | null = null;
  const fetch = async () => {
    loaded = await load();
    return loaded;
  };
  const Fetched = lazy(async () => ({ default: await fetch() })) as unknown as ComponentType<Props>;
  fetches.push(fetch);
  return function Late(props) {
    const [Part] = useState<ComponentType<Props>>(() => loaded ?? Fetched); // another one later would begin anew
    return createElement(Part, props);
  };
}

/** Fetches the code of all late parts, one after the other, and of those that it brings along; up to the first that does not come. */
export async function fetchLateParts(): Promise<void> {
  try {
    for (const fetch of fetches) await fetch();
  } catch {
    // Some browsers never fetch again what failed once: the others are left for when they are shown.
  }
}
