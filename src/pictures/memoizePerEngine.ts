import type { StudioEngine } from '../engine/protocol.ts';
import { engine } from './runningEngine.ts';

/** Computes what a key stands for with the running engine, or gives what it has computed before. */
type Memoized<T> = (key: string, compute: () => Promise<T>) => Promise<T>;

/**
 * A memory of small results, which last as long as the engine that computed them: another model has others. One that
 * fails is forgotten, so that whoever asks next tries again.
 */
export function memoizePerEngine<T>(): Memoized<T> {
  const memories = new WeakMap<StudioEngine, Map<string, Promise<T>>>();
  return (key, compute) => {
    const owner = engine();
    const known = memories.get(owner) ?? new Map<string, Promise<T>>();
    memories.set(owner, known);
    const present = known.get(key);
    if (present) return present;
    const result = compute();
    known.set(key, result);
    result.catch(() => known.delete(key));
    return result;
  };
}
