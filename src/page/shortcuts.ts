import { addRandomCat } from '../actions/library.ts';
import { nextView } from '../actions/reconstruct.ts';
import { redo, undo } from '../actions/undo.ts';
import { pressedKey } from '../base/pressedKey.ts';
import { useStudio } from '../store/studio.ts';
import type { helpWords } from '../words/helpWords.ts';
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
  /** By its name in the catalogue. */
  readonly does: keyof typeof helpWords.shortcuts;
  /** What is done anywhere on the page; without it the part that has the focus listens by itself. */
  readonly run?: (doors: PageDoors) => void;
}

const project = () => import('../actions/project.ts');

/** Every key that does something: the help dialog lists them, `usePageKeys` runs them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: `1–${PAGE_TABS.length}`, does: 'tabs' },
  { keys: 'A', does: 'add', run: ({ pickFiles }) => pickFiles() },
  { keys: 'Ctrl V', does: 'pastePhoto' },
  { keys: 'R', does: 'dream', run: dreamOnceReady },
  {
    keys: 'C',
    does: 'mirror',
    run: () => useStudio.getState().openDialog({ kind: 'mirror' }),
  },
  { keys: 'V', does: 'nextView', run: nextView },
  { keys: 'Ctrl S', does: 'saveProject', run: () => void project().then(({ saveProject }) => saveProject()) },
  { keys: 'Ctrl O', does: 'openProject', run: () => void project().then(({ pickProject }) => pickProject()) },
  { keys: 'Ctrl Z', does: 'undo', run: undo },
  { keys: 'Ctrl Shift Z', otherKeys: 'Ctrl Y', does: 'redo', run: redo },
  { keys: 'F2', does: 'rename' },
  {
    keys: 'Ctrl Space',
    does: 'pick',
  },
  { keys: 'Shift Space', does: 'pickUpTo' },
  { keys: 'Ctrl A', does: 'pickAll' },
  { keys: 'Delete', does: 'removePicked' },
  { keys: 'Esc', does: 'endPicking' },
  { keys: '← ↑ → ↓', does: 'grid' },
  { keys: 'Space', does: 'flip' },
  { keys: 'S D', does: 'origins' },
  { keys: 'Shift ↑ ↓', does: 'share' },
  { keys: 'Ctrl C', does: 'copySwitches' },
  { keys: 'Ctrl V', does: 'pasteSwitches' },
  { keys: 'Space ← ↑ → ↓', does: 'carry' },
  { keys: '← ↑ → ↓', does: 'drag' },
  { keys: 'Esc', does: 'home' },
  { keys: 'P', does: 'play' },
  { keys: 'Space Delete', does: 'timeline' },
  { keys: 'N', does: 'litter' },
  { keys: '?', does: 'list', run: () => useStudio.getState().openDialog({ kind: 'help' }) },
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
