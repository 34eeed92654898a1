import { newId } from '../base/newId.ts';
import { EngineError } from '../engine/protocol.ts';
import { REFINE_DEFAULTS, type Refinement, type RefineOptions } from '../latent/refinement.ts';
import { showLookProgress } from '../pictures/lookProgress.ts';
import { pictures } from '../pictures/pictureCache.ts';
import { keyOf } from '../pictures/pictureSpec.ts';
import { refineInBackground } from '../pictures/renderings.ts';
import { engine, quietMs } from '../pictures/runningEngine.ts';
import { coupleOf } from '../store/familySlice.ts';
import { type LibraryItem, type PhotoItem, selectSelectedItem } from '../store/librarySlice.ts';
import { lookKey } from '../store/lookSlice.ts';
import { selectIsReady } from '../store/modelSlice.ts';
import { type StudioState, useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { rememberChoice, rememberedChoice } from './rememberedChoice.ts';

/*
 * The second look: after the encoder's answer, which shows at once, photos are refined by descent, one at a time and while the
 * engine has nothing else to do. Whatever else is asked of the engine cuts a look short; it goes on from there later.
 */

/** As "Quick" in the Refine dialog. */
const LOOK_OPTIONS: RefineOptions = { ...REFINE_DEFAULTS, stepCount: 20 };
/** So long the engine must have been left alone: between the movements of a slider no look begins. */
const QUIET_MS = 500;
/** How often it is seen whether the engine is left alone. */
const POLL_MS = 100;
/** Where steps take longer, looks wait for a click. */
const SLOW_STEP_MS = 400;
/** Before this step the gradients' code is fetched and the device warms up. */
const FIRST_TIMED_STEP = 2;
/** Steps that are timed before a device counts as slow. */
const TIMED_STEPS = 2;

const STORAGE_KEY = 'lookAgain';

/** What is known of a look that was cut short. */
interface BegunLook {
  readonly styles: Float32Array;
  readonly stepCount: number;
  readonly errorBefore: number;
}

/** By `lookKey`. */
const begun = new Map<string, BegunLook>();
/** Those that failed, or found nothing better: only a click tries them again. */
const fruitless = new Set<string>();
let isUnderWay = false;

/** Chooses whether photos are looked at again by themselves, and remembers it. */
export function setLooksByItself(looksByItself: boolean): void {
  useStudio.getState().setLooksByItself(looksByItself);
  rememberChoice(STORAGE_KEY, looksByItself ? null : 'off');
}

/** Looks at photos again from now on, as they come and as there is time. */
export function watchLooks(): void {
  const studio = useStudio.getState();
  if (rememberedChoice(STORAGE_KEY) === 'off') studio.setLooksByItself(false);
  if (matchMedia('(pointer: coarse)').matches) studio.setLookHindrance('touch');
  useStudio.subscribe((now, before) => {
    if (now.model !== before.model && now.lookHindrance === 'slow') now.setLookHindrance(null);
    void lookAgain();
  });
}

/** Takes all looks that are wanted, one after the other, unless that is being done already. */
export async function lookAgain(): Promise<void> {
  if (isUnderWay) return;
  isUnderWay = true;
  try {
    for (let item = nextLook(useStudio.getState()); item; item = nextLook(useStudio.getState())) {
      if (isQuiet()) await takeLook(item);
      else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  } finally {
    isUnderWay = false;
  }
}

const isQuiet = (): boolean => quietMs() >= QUIET_MS;

/** The photo that is to be looked at next; null while there is none, or no model. */
function nextLook(state: StudioState): PhotoItem | null {
  if (!selectIsReady(state)) return null;
  return wantedLooks(state).find((item) => isAskedFor(state, item) || !fruitless.has(lookKey(state, item))) ?? null;
}

const isAskedFor = (state: StudioState, item: LibraryItem): boolean => state.askedLooks.includes(lookKey(state, item));

/**
 * Photos that are to be looked at, in their order: those for which somebody asked; then, where looks come by themselves, the
 * selected one if it stands beside its reconstruction, the user's own, newest first, and samples that are in use on the open tab.
 */
export function wantedLooks(state: StudioState): readonly PhotoItem[] {
  const { items, askedLooks, looksByItself, lookHindrance, looks } = state;
  const asked = askedLooks.flatMap((key) => items.filter((item) => lookKey(state, item) === key));
  const others = looksByItself && !lookHindrance ? [...photosFirst(state), ...inUse(state)] : [];
  const photos = [...asked, ...others].filter((item) => item.kind === 'photo');
  return [...new Set(photos)].filter((item) => !looks[lookKey(state, item)]);
}

function photosFirst(state: StudioState): readonly LibraryItem[] {
  const selected = selectSelectedItem(state);
  const own = state.items.filter((item) => item.kind === 'photo' && item.shelf === undefined);
  return [...(selected && (state.tab === 'reconstruct' || own.includes(selected)) ? [selected] : []), ...own];
}

/** A film's are not among them: with every look all of its frames would be drawn anew. */
function inUse(state: StudioState): readonly LibraryItem[] {
  switch (state.tab) {
    case 'mix': {
      const ids = new Set([...state.rows.map(({ itemId }) => itemId), ...state.sources]);
      return state.items.filter(({ id }) => ids.has(id));
    }
    case 'latent':
      return [selectSelectedItem(state)].filter((item) => item !== null);
    case 'kittens': {
      const { mother, father } = coupleOf(state);
      return [mother, father].filter((parent) => parent !== null && typeof parent !== 'string');
    }
    default:
      return [];
  }
}

/** Looks at a photo, from where an earlier look at it was cut short. */
async function takeLook(item: PhotoItem): Promise<void> {
  const state = useStudio.getState();
  const key = lookKey(state, item);
  const noise = selectNoise(state);
  const owner = engine();
  const before = begun.get(key);
  const stepsBefore = before?.stepCount ?? 0;
  const { stepCount } = LOOK_OPTIONS;
  let isCutShort = false;
  const isSlow = slownessOfSteps();
  let picture = null as Refinement['picture'] | null;
  try {
    const refinement = await refineInBackground(
      item,
      noise,
      { ...LOOK_OPTIONS, stepCount: stepCount - stepsBefore, ...(before && { from: before.styles }) },
      (progress) => {
        picture = progress.picture ?? picture;
        showLookProgress({ key, step: stepsBefore + progress.step, stepCount, picture });
        const { setLookHindrance } = state;
        if (isSlow(progress.step) && !isAskedFor(useStudio.getState(), item)) setLookHindrance('slow');
        const now = useStudio.getState();
        const next = nextLook(now);
        isCutShort = !isQuiet() || next === null || lookKey(now, next) !== key;
        return !isCutShort;
      },
    );
    if (engine() !== owner) return;
    const errorBefore = before?.errorBefore ?? refinement.errorBefore;
    const stepsTaken = stepsBefore + refinement.stepCount;
    if (isCutShort && stepsTaken < stepCount) {
      begun.set(key, { styles: refinement.styles, stepCount: stepsTaken, errorBefore });
      return;
    }
    finishLook(item, key, refinement, errorBefore);
    const spec = { kind: 'reconstruction', item } as const;
    pictures.put(keyOf(spec, noise), refinement.picture);
  } catch (error) {
    if (engine() !== owner || (error instanceof EngineError && error.code === 'aborted')) return;
    fruitless.add(key);
    const now = useStudio.getState();
    if (isAskedFor(now, item)) now.notify(errorSentence(error), 'problem');
    now.endLook(key);
  } finally {
    showLookProgress(null);
  }
}

function finishLook(item: PhotoItem, key: string, { styles, error }: Refinement, errorBefore: number): void {
  const now = useStudio.getState();
  const isAsked = isAskedFor(now, item);
  begun.delete(key);
  if (error < errorBefore) {
    now.setLook(item, { id: newId('look'), styles: new Float32Array(styles), isAsked });
  } else {
    fruitless.add(key);
    if (isAsked) now.notify(noticeWords.noBetterLook);
  }
  now.endLook(key);
}

/** Tells from when steps are reported whether all of the first ones took too long. */
function slownessOfSteps(): (step: number) => boolean {
  let lastMs = Number.NaN;
  let fastestMs = Number.POSITIVE_INFINITY;
  return (step) => {
    const nowMs = performance.now();
    if (step >= FIRST_TIMED_STEP) fastestMs = Math.min(fastestMs, nowMs - lastMs);
    lastMs = nowMs;
    return step + 1 >= FIRST_TIMED_STEP + TIMED_STEPS && fastestMs > SLOW_STEP_MS;
  };
}

/** Whether a look at a photo will come without a click. */
export const selectIsLookComing = (item: PhotoItem) => (state: StudioState) =>
  wantedLooks(state).some((wanted) => wanted === item) &&
  (isAskedFor(state, item) || !fruitless.has(lookKey(state, item)));
