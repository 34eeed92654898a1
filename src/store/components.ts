import type { PrincipalComponents } from '../engine/protocol.ts';
import { engine } from './session.ts';

/** Principal components of W by the engine that computed them: arrays, so not in the store. */
const known = new WeakMap<object, PrincipalComponents>();

/** Those of the model in use, or null before they are computed. */
export const componentsOf = (): PrincipalComponents | null => known.get(engine()) ?? null;

export const keepComponents = (components: PrincipalComponents): void => {
  known.set(engine(), components);
};
