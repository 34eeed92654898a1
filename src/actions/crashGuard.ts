import { z } from '../base/zod.ts';

/** Of the tab, so that it outlives a page that the browser had to stop and load again, as phones do without a word. */
const KEY = 'loadedModel';
/** After so many such ends a model is left alone. */
const MOST_CRASHES = 2;

const noteSchema = z.object({ name: z.string(), crashCount: z.number() });
type Note = z.infer<typeof noteSchema>;

/** The model that was noted by this page: to load it once more, when its loading failed, is no crash. */
let noted: string | undefined;

/** Counts that a model is being loaded, until the page is left in the ordinary way. */
export function noteLoading(name: string): void {
  if (noted === name) return;
  noted = name;
  const before = readNote();
  writeNote({ name, crashCount: before?.name === name ? before.crashCount + 1 : 0 });
  // A page that is stopped for its memory is not told.
  addEventListener('pagehide', forget, { once: true });
}

/** Whether a model has made the page stop as often as it may. */
export function isCrashing(name: string): boolean {
  const note = readNote();
  return note?.name === name && note.crashCount + 1 >= MOST_CRASHES;
}

function readNote(): Note | undefined {
  try {
    return noteSchema.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null')).data;
  } catch {
    return undefined; // no storage, no guard
  }
}

function writeNote(note: Note): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(note));
  } catch {} // likewise
}

function forget(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {} // likewise
}
