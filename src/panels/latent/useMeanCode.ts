import { useEffect, useState } from 'react';
import { meanCode } from '../../latent/styles.ts';
import { stylesOf } from '../../pictures/renderings.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { codeKey } from '../../store/lookSlice.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';

interface MeanCode {
  /** Null until the item is encoded. */
  readonly w: Float32Array | null;
  readonly error?: unknown;
}

/** Where an item lies in W: [S]. */
export function useMeanCode(item: LibraryItem): MeanCode & { readonly retry: () => void } {
  const layerCount = useStudio(selectLayerCount);
  const [code, setCode] = useState<MeanCode>({ w: null });
  const [attempt, setAttempt] = useState(0);
  const key = useStudio((s) => codeKey(s, item));
  useEffect(() => {
    let isCurrent = true;
    stylesOf(item).then(
      (styles) => isCurrent && setCode({ w: meanCode(styles, layerCount) }),
      (error: unknown) => isCurrent && setCode({ w: null, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, layerCount, attempt]);
  const retry = () => {
    setCode({ w: null });
    setAttempt(attempt + 1);
  };
  return { ...code, retry };
}
