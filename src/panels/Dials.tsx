import { RotateCcw, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { computeComponents } from '../actions/computeComponents.ts';
import type { PrincipalComponents } from '../engine/protocol.ts';
import { projectOn } from '../latent/principalComponents.ts';
import { componentsOf } from '../store/components.ts';
import { itemKey, type LibraryItem } from '../store/librarySlice.ts';
import { stylesOf } from '../store/renderings.ts';
import { useStudio } from '../store/studio.ts';
import { Button } from '../ui/Button.tsx';
import { DialRow } from './DialRow.tsx';
import { PictureProblem } from './PictureProblem.tsx';
import { useLatent } from './useLatent.ts';

/** Sliders along the strongest components of W. */
const DIAL_COUNT = 10;

export function Dials({ item }: { readonly item: LibraryItem }) {
  const job = useStudio((s) => s.componentsJob);
  const { settings, change } = useLatent(item);
  const components = job.state === 'done' ? componentsOf() : null;
  const { values, error, retry } = useOwnValues(item, components);
  const hasMoved = Object.values(settings.dials).some((dial) => dial.offset !== 0);

  if (job.state === 'failed') {
    return (
      <div role="alert" className="flex flex-col items-start gap-3 rounded-3xl bg-sunken/60 p-6 text-sm">
        {job.message}
        <Button onClick={() => void computeComponents()}>
          <RotateCw />
          Retry
        </Button>
      </div>
    );
  }
  if (error !== undefined) return <PictureProblem error={error} onRetry={retry} />;
  if (!components || !values) {
    return (
      <p role="status" className="animate-shimmer rounded-3xl bg-sunken/60 p-6 text-sm text-muted">
        Looking at 10,000 imagined cats to find how they differ…
      </p>
    );
  }
  return (
    <section aria-label="Dials">
      <div className="mb-1 flex items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">Dials</h2>
        <Button look="quiet" disabled={!hasMoved} onClick={() => change({ dials: {} })}>
          <RotateCcw />
          Reset dials
        </Button>
      </div>
      <ol className="divide-y divide-line">
        {values.slice(0, DIAL_COUNT).map((value, component) => (
          <DialRow key={component} item={item} components={components} component={component} ownValue={value} />
        ))}
      </ol>
    </section>
  );
}

interface OwnValues {
  /** Null until the item is encoded. */
  readonly values: readonly number[] | null;
  readonly error?: unknown;
}

/** Where the item lies along each component, in σ. Kept mixtures have a code per style: their mean. */
function useOwnValues(item: LibraryItem, components: PrincipalComponents | null): OwnValues & { retry: () => void } {
  const [own, setOwn] = useState<OwnValues>({ values: null });
  const [attempt, setAttempt] = useState(0);
  const key = itemKey(item);
  useEffect(() => {
    if (!components) return;
    let isCurrent = true;
    stylesOf(item).then(
      (styles) => isCurrent && setOwn({ values: projectOn(components, meanCode(styles, components.mean.length)) }),
      (error: unknown) => isCurrent && setOwn({ values: null, error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, components, attempt]);
  const retry = () => {
    setOwn({ values: null });
    setAttempt(attempt + 1);
  };
  return { ...own, retry };
}

function meanCode(styles: Float32Array, latentSize: number): Float32Array {
  const styleCount = styles.length / latentSize;
  const mean = new Float32Array(latentSize);
  styles.forEach((value, i) => {
    mean[i % latentSize]! += value / styleCount;
  });
  return mean;
}
