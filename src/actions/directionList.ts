import type { StudioEngine } from '../engine/protocol.ts';
import {
  type Direction,
  type DirectionAxis,
  dot,
  FOUND_NAMES,
  type FoundKind,
  nameDirections,
} from '../latent/directions.ts';
import { packDirections, parseDirections } from '../modelFolder/directionsFile.ts';
import { engine } from '../pictures/runningEngine.ts';
import { type ListedDirection, withId } from '../store/directionsSlice.ts';
import { selectIsReady } from '../store/modelSlice.ts';
import { changeThroughHistory } from '../store/pageChanges.ts';
import { useStudio } from '../store/studio.ts';
import { isUnnamed, namedByChange } from '../words/directionNames.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { translated } from '../words/language.ts';
import { inOwnWords } from '../words/modelSentences.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { saveFile } from './saveFile.ts';

/** Principal components that the list begins with, where a model brings no directions. */
const FIRST_COUNT = 10;

/** Begins the list of directions, once per model. */
export async function openDirections(): Promise<void> {
  const { directionsJob, setDirectionsJob } = useStudio.getState();
  if (directionsJob.state === 'running' || directionsJob.state === 'done') return;
  setDirectionsJob({ state: 'running' });
  const owner = engine();
  try {
    const directions = await firstDirections(owner);
    if (engine() !== owner) return;
    changeThroughHistory({ directions });
    setDirectionsJob({ state: 'done' });
  } catch (error) {
    if (engine() === owner) setDirectionsJob({ state: 'failed', message: errorSentence(error) });
  }
}

const firstDirections = async (owner: StudioEngine): Promise<readonly ListedDirection[]> =>
  ((await publishedDirections(owner)) ?? (await strongestDirections(owner))).map(withId);

/** The list as it begins with the model in use; null where it has not begun. */
export async function freshDirections(): Promise<readonly ListedDirection[] | null> {
  const studio = useStudio.getState();
  return selectIsReady(studio) && studio.directionsJob.state === 'done' ? firstDirections(engine()) : null;
}

/** What the model folder brings. If that is damaged, others can be computed: a notice says so. */
async function publishedDirections(owner: StudioEngine): Promise<readonly Direction[] | null> {
  try {
    const directions = await owner.publishedDirections();
    return directions?.map((direction) => ({ ...direction, name: translated(direction.name) })) ?? null;
  } catch (error) {
    useStudio.getState().notify(noticeWords.directions.anew(errorSentence(error)), 'problem');
    return null;
  }
}

async function strongestDirections(owner: StudioEngine): Promise<readonly Direction[]> {
  const axes = await owner.findDirections({ kind: 'pca', count: FIRST_COUNT });
  const lastBlock = owner.model.architecture.layerCount - 1;
  return nameDirections(axes, { kind: 'pca', firstBlock: 0, lastBlock }, { word: translated(FOUND_NAMES.pca) });
}

/** Directions that one search adds to the list. */
export const MORE_COUNT = 5;

/** Unit vectors whose product is nearer to 1 than this, or to -1, are one axis. */
const SAME_AXIS = 1e-3;

export interface MoreDirections {
  readonly kind: FoundKind;
  /** Blocks that they move, and whose style layers count. */
  readonly firstBlock: number;
  readonly lastBlock: number;
}

/** Puts the strongest directions of a kind that are not listed yet at the top of the list. */
export async function findMoreDirections({ kind, firstBlock, lastBlock }: MoreDirections): Promise<void> {
  const { notify } = useStudio.getState();
  const owner = engine();
  try {
    const count = useStudio.getState().directions.length + MORE_COUNT;
    const axes = await owner.findDirections({ kind, count, firstBlock, lastBlock });
    if (engine() !== owner) return;
    const { directions, addDirections } = useStudio.getState();
    const alike = directions.filter((listed) => listed.kind === kind);
    const fresh = axes.filter((axis) => !alike.some((listed) => isSameAxis(axis, listed))).slice(0, MORE_COUNT);
    if (fresh.length === 0) return notify(noticeWords.directions.allThere);
    const takenNames = directions.map(({ name }) => name);
    addDirections(
      nameDirections(fresh, { kind, firstBlock, lastBlock }, { takenNames, word: translated(FOUND_NAMES[kind]) }),
    );
  } catch (error) {
    if (engine() === owner) notify(errorSentence(error), 'problem');
  }
}

/** Whether two axes are one line, whichever way they point. */
const isSameAxis = (a: DirectionAxis, b: DirectionAxis): boolean => 1 - Math.abs(dot(a.vector, b.vector)) < SAME_AXIS;

/** Seeds of the cats on which directions are measured: the same ones always give the same names. */
const MEASURED_SEEDS = [1, 2, 3, 4] as const;

/**
 * Names the directions that have but a number by what they change, measured on pictures drawn with and without them. One of
 * which nothing is clear keeps its number.
 */
export async function nameByChange(): Promise<void> {
  const { notify } = useStudio.getState();
  const owner = engine();
  try {
    const { measureChanges } = await import('../latent/directionChange.ts');
    const { architecture, averageStyles } = owner.model;
    const unnamed = useStudio.getState().directions.filter(isUnnamed);
    const cats = await Promise.all(MEASURED_SEEDS.map((seed) => owner.sample(seed)));
    const changes = await measureChanges(unnamed, cats, averageStyles, architecture.layerCount, (styles) =>
      owner.generate(styles, { kind: 'none' }),
    );
    if (engine() !== owner) return;
    const { directions, setDirections } = useStudio.getState();
    const changeOf = new Map(unnamed.map(({ id }, i) => [id, changes[i] ?? null]));
    const named = namedByChange(
      directions,
      directions.map(({ id }) => changeOf.get(id) ?? null),
    );
    const count = named.filter((direction, i) => direction !== directions[i]).length;
    if (count > 0) setDirections(named);
    notify(count > 0 ? noticeWords.directions.named(count) : noticeWords.directions.nothingClear);
  } catch (error) {
    if (engine() === owner) notify(errorSentence(error), 'problem');
  }
}

/**
 * Takes in a file of saved directions: they come first, with the names and in the order of the file, then those of the list
 * that are not in it. A file that cannot be used is a sentence, and the list stays as it is.
 */
export async function loadDirections(file: File): Promise<void> {
  const { model, notify } = useStudio.getState();
  if (!model) return;
  let loaded: Direction[];
  try {
    loaded = parseDirections(await file.text(), `“${file.name}”`, model);
  } catch (error) {
    const reason = error instanceof Error ? translated(error.message) : noticeWords.directions.unreadable(file.name);
    return notify(noticeWords.directions.listKept(reason), 'problem');
  }
  const count = takeInDirections(loaded);
  notify(noticeWords.directions.loaded(file.name, count));
}

/** Puts saved directions first in the list. @returns how many they are */
export function takeInDirections(saved: readonly Direction[]): number {
  const { directions, setDirections } = useStudio.getState();
  const rest = [...directions];
  const first = saved.map((direction) => {
    const same = rest.findIndex((listed) => isSameDirection(direction, listed));
    return same < 0 ? withId(direction) : renamed(rest.splice(same, 1)[0]!, direction);
  });
  setDirections([...first, ...rest]);
  return first.length;
}

/** Whether a listed direction is a saved one, so that cats stay where they were moved along it. */
const isSameDirection = (saved: Direction, listed: ListedDirection): boolean =>
  saved.kind === listed.kind && dot(saved.vector, listed.vector) > 0 && isSameAxis(saved, listed);

/** The listed direction with all that is said of the saved one. */
const renamed = ({ id, vector, centre, sigma }: ListedDirection, saved: Direction): ListedDirection => ({
  ...saved,
  id,
  vector,
  centre,
  sigma,
});

/** Hands the list of directions to the browser's downloads, as a JSON file. */
export function saveDirections(): void {
  const { model, directions } = useStudio.getState();
  if (!model) return;
  const text = packDirections(model, directions);
  saveFile(
    fileName(inOwnWords(model).title, fileWords.directions, 'json'),
    new Blob([text], { type: 'application/json' }),
  );
}
