import { addRandomCat } from '../actions/library.ts';
import { pickProject, saveProject } from '../actions/project.ts';
import { nextView } from '../actions/reconstruct.ts';
import { redo, undo } from '../actions/undo.ts';
import { pressedKey } from '../base/pressedKey.ts';
import { useStudio } from '../store/studio.ts';
import { PAGE_TABS } from './tabs.tsx';

/** What a shortcut needs of the page. */
interface PageDoors {
  readonly pickFiles: () => void;
}

interface Shortcut {
  /** As they are shown, in words with spaces between them; the last one is the key, `Ctrl` is also the Mac's command. */
  readonly keys: string;
  /** Another way to press it, which is not shown apart. */
  readonly otherKeys?: string;
  readonly text: string;
  /** What is done anywhere on the page; without it the part that has the focus listens by itself. */
  readonly run?: (doors: PageDoors) => void;
}

/** Every key that does something: the help dialog lists them, `usePageKeys` runs them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: `1–${PAGE_TABS.length}`, text: `Open ${PAGE_TABS.map(({ title }) => title).join(', ')}` },
  { keys: 'A', text: 'Add photos', run: ({ pickFiles }) => pickFiles() },
  { keys: 'Ctrl V', text: 'Paste a photo' },
  { keys: 'R', text: 'Dream up a random cat', run: dreamOnceReady },
  {
    keys: 'C',
    text: 'Open the cat mirror (your camera)',
    run: () => useStudio.getState().openDialog({ kind: 'mirror' }),
  },
  { keys: 'V', text: 'Next view: of a pair on Reconstruct, of the layers on Mix', run: nextView },
  { keys: 'Ctrl S', text: 'Save the project: all that is on the page, as a file', run: () => void saveProject() },
  { keys: 'Ctrl O', text: 'Open a project', run: pickProject },
  { keys: 'Ctrl Z', text: 'Undo', run: undo },
  { keys: 'Ctrl Shift Z', otherKeys: 'Ctrl Y', text: 'Redo, as does Ctrl Y', run: redo },
  { keys: 'F2', text: 'On a cat of the library: rename it, as a double click on its name does' },
  {
    keys: 'Ctrl Space',
    text: 'On a cat of the library: pick it with others, as Ctrl and a click or a finger that rests on it do',
  },
  { keys: 'Shift Space', text: 'On a cat of the library: pick all from the last one to it, as Shift and a click do' },
  { keys: 'Ctrl A', text: 'In the library: pick all cats' },
  { keys: 'Delete', text: 'In the library: remove the cats that are picked' },
  { keys: 'Esc', text: 'Pick no more' },
  { keys: '← ↑ → ↓', text: 'Mix: move between switches and pictures' },
  { keys: 'Space', text: 'On a switch: flip it; on a picture: see it large' },
  { keys: 'S D', text: 'On a switch: take the layer from the source, from the destination' },
  { keys: 'Shift ↑ ↓', text: 'On a switch: 10% more or less from the source' },
  { keys: 'Ctrl C', text: 'In a row of the grid: copy its switches, as text too' },
  { keys: 'Ctrl V', text: 'In a row of the grid: paste switches, also as text, SDDDD or S,D,0.5,D,D' },
  { keys: 'Space ← ↑ → ↓', text: 'On the handle of a source or a destination: pick it up, move it, let go' },
  { keys: '← ↑ → ↓', text: 'On the picture of Latent: move the cat along two directions, with Shift faster' },
  { keys: 'Esc', text: 'On the picture of Latent: bring the cat home' },
  { keys: 'P', text: 'Morph: play or pause' },
  { keys: 'Space Delete', text: 'On a picture of the timeline: lift it, take it off' },
  { keys: 'N', text: 'Kittens: another litter' },
  { keys: '?', text: 'This list', run: () => useStudio.getState().openDialog({ kind: 'help' }) },
];

function dreamOnceReady(): void {
  if (useStudio.getState().modelJob.state === 'done') addRandomCat();
}

/** A key that was pressed, as far as shortcuts tell keys apart. */
type PressedKey = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** The shortcut that a key is, of those that work anywhere on the page. */
export const shortcutOf = (pressed: PressedKey): Shortcut | undefined =>
  SHORTCUTS.find(
    ({ run, keys, otherKeys }) => run && [keys, otherKeys].some((each) => each && isPressed(each, pressed)),
  );

function isPressed(keys: string, pressed: PressedKey): boolean {
  const { ctrlKey, metaKey, shiftKey } = pressed;
  const key = pressedKey(pressed);
  const words = keys.toLowerCase().split(' ');
  const wanted = words.at(-1);
  if (!words.includes('ctrl')) {
    const isShifted = shiftKey && /[a-z]/.test(key); // a question mark may need the key
    return !(ctrlKey || metaKey || isShifted) && key === wanted;
  }
  return (ctrlKey || metaKey) && key === wanted && shiftKey === words.includes('shift');
}
