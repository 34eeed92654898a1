import { checkpoints, photos, zips } from './foreignKinds.ts';
import type { FuzzKind } from './fuzzKind.ts';
import { codes, directions, links, modelFolders, recipes } from './ownKinds.ts';
import { projects, sessions } from './sessionKinds.ts';

/** By the name on the command line. */
export const FUZZ_KINDS = {
  photos,
  zips,
  checkpoints,
  modelFolders,
  recipes,
  links,
  directions,
  sessions,
  projects,
  codes,
} as const satisfies Record<string, () => Promise<FuzzKind<unknown>>>;

export type FuzzKindName = keyof typeof FUZZ_KINDS;
