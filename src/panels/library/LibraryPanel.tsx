import { Camera, Dices, ImagePlus, LockKeyhole, Plus, Undo2 } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { addRandomCat } from '../../actions/library.ts';
import { removePicked } from '../../actions/picked.ts';
import { addNotCats, addSamples, SAMPLE_SHELVES } from '../../actions/samples.ts';
import { isOnShelf, type LibraryItem, selectCreditOf } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { LatePart } from '../../ui/LatePart.tsx';
import { late } from '../../ui/late.ts';
import { translated } from '../../words/language.ts';
import { libraryWords } from '../../words/libraryWords.ts';
import { type HeldKeys, LibraryCard } from './LibraryCard.tsx';
import { MarkedFilter } from './MarkedFilter.tsx';
import { PhotoBatches } from './PhotoBatches.tsx';
import { useOrderedItems } from './useOrderedItems.ts';
import { useSelectedInView } from './useSelectedInView.ts';

/** Menus come after the first screen, in the places that are kept for them. */
const LibraryOrderMenu = late(async () => (await import('./LibraryOrderMenu.tsx')).LibraryOrderMenu);
const ProjectMenu = late(async () => (await import('./ProjectMenu.tsx')).ProjectMenu);
const PickBar = late(async () => (await import('./PickBar.tsx')).PickBar);

interface LibraryPanelProps {
  readonly onPickFiles: () => void;
  /** The hidden input that picking opens. */
  readonly fileInput: ReactNode;
}

/** All cats that there are: a column beside the work on wide screens, a strip above it on narrow ones. */
export function LibraryPanel({ onPickFiles, fileInput }: LibraryPanelProps) {
  const ordered = useOrderedItems();
  const marks = useStudio((s) => s.marks);
  const isOnlyMarkedShown = useStudio((s) => s.isOnlyMarkedShown);
  const items = isOnlyMarkedShown ? ordered.filter(({ id }) => marks[id]) : ordered;
  const order = useStudio((s) => s.libraryOrder);
  const isOnShelves = order === 'added';
  const box = useSelectedInView<HTMLElement>();
  const isReady = useStudio(selectIsReady);
  const openDialog = useStudio((s) => s.openDialog);
  const openMirror = () => openDialog({ kind: 'mirror' });
  const isKept = useStudio((s) => s.isKept);
  const catsCredit = useStudio(selectCreditOf('cats'));
  const notCatsCredit = useStudio(selectCreditOf('notCats'));
  const cats = items.filter((item) => isOnShelf(item, 'cats'));
  const notCats = items.filter((item) => isOnShelf(item, 'notCats'));
  const own = items.filter((item) => !cats.includes(item) && !notCats.includes(item));
  const shownIds = (isOnShelves ? [...own, ...notCats, ...cats] : items).map(({ id }) => id);

  function press(id: string, { ctrlKey, metaKey, shiftKey }: HeldKeys): void {
    const { pickedIds, selectItem, togglePick, pickThrough } = useStudio.getState();
    if (shiftKey) pickThrough(id, shownIds);
    else if (ctrlKey || metaKey || pickedIds) togglePick(id);
    else selectItem(id);
  }

  function pressKey(event: KeyboardEvent): void {
    if ((event.target as Element).matches('input, [role=menuitem]')) return;
    const { pickedIds, pick } = useStudio.getState();
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      pick(shownIds);
    } else if (pickedIds && (event.key === 'Delete' || event.key === 'Backspace')) removePicked();
  }

  return (
    <aside
      aria-label={libraryWords.library}
      className="lg:sticky lg:top-16 lg:flex lg:h-[calc(100dvh-4rem-var(--room-below))] lg:flex-col lg:border-r lg:border-line"
    >
      {fileInput}
      <div className="flex flex-wrap gap-2 px-4 pt-3 pb-2 lg:px-5 lg:pt-6">
        <Button look="primary" className="grow max-sm:px-3" onClick={onPickFiles}>
          <ImagePlus />
          {libraryWords.addPhotos}
        </Button>
        <Button className="max-sm:px-3" onClick={addRandomCat} disabled={!isReady} title={libraryWords.dreamTitle}>
          <Dices />
          <span>
            {libraryWords.random}
            <span className="sr-only"> {libraryWords.randomCat}</span>
          </span>
        </Button>
        <IconButton label={libraryWords.mirror} look="plain" className="lg:hidden" onClick={openMirror}>
          <Camera />
        </IconButton>
        <Button className="basis-full max-lg:hidden" onClick={openMirror}>
          <Camera />
          {libraryWords.mirror}
        </Button>
        <LatePart instead={<div className="h-10 w-22" />}>
          <LibraryOrderMenu />
          <ProjectMenu />
        </LatePart>
      </div>
      <MarkedFilter />
      <PhotoBatches />
      <section
        ref={box}
        className="relative flex gap-3 overflow-x-auto px-4 pt-1.5 pb-3 lg:block lg:grow lg:overflow-x-visible lg:overflow-y-auto lg:px-5 lg:pb-5"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs a way in for the keyboard.
        tabIndex={0}
        aria-label={libraryWords.cats}
        onKeyDown={pressKey}
      >
        {!isOnShelves && items.length > 0 && <Shelf title={libraryWords.shelves.all} items={items} onPress={press} />}
        {isOnShelves && own.length > 0 && <Shelf title={libraryWords.shelves.own} items={own} onPress={press} />}
        {own.length === 0 && !isOnlyMarkedShown && (
          <p className="hidden pt-2 pb-5 text-sm text-muted lg:block">{libraryWords.dropHere}</p>
        )}
        {isOnShelves && notCats.length > 0 && (
          <Shelf title={libraryWords.shelves.notCats} items={notCats} onPress={press} />
        )}
        {!isOnlyMarkedShown && notCats.length < SAMPLE_SHELVES.notCats.count && <NotCatsTile />}
        {isOnShelves && cats.length > 0 && <Shelf title={libraryWords.shelves.samples} items={cats} onPress={press} />}
        {!isOnlyMarkedShown && cats.length < SAMPLE_SHELVES.cats.count && (
          <Button look="quiet" className="mt-3 max-lg:self-center lg:-ml-4" onClick={() => void addSamples()}>
            <Undo2 />
            {libraryWords.bringBack}
          </Button>
        )}
        <div className="mt-4 hidden flex-col gap-1 text-xs text-muted lg:flex">
          {catsCredit && <p>{libraryWords.credit.photos(translated(catsCredit))}</p>}
          {notCatsCredit && <p>{libraryWords.credit.drawings(translated(notCatsCredit))}</p>}
        </div>
      </section>
      <LatePart>
        <PickBar />
      </LatePart>
      <p className="hidden items-center gap-2 border-t border-line px-5 py-3.5 text-xs text-muted lg:flex">
        <LockKeyhole className="size-3.5 shrink-0" />
        <span>
          {libraryWords.neverLeave}{' '}
          {isKept ? (
            <button type="button" className="underline hover:text-ink" onClick={() => openDialog({ kind: 'session' })}>
              {libraryWords.whatIsKept}
            </button>
          ) : (
            libraryWords.lasts
          )}
        </span>
      </p>
    </aside>
  );
}

/** Drawings that the tile shows, coarsely. */
const TEASERS = ['dog', 'teapot', 'smiley'] as const;

/** Brings what the model was never meant for: it knows nothing but cats, and makes one of everything. */
const NotCatsTile = () => (
  <button
    type="button"
    onClick={() => void addNotCats()}
    className="group w-22 shrink-0 self-start rounded-picture text-left lg:mt-2 lg:mb-6 lg:flex lg:w-full lg:items-center lg:gap-3 lg:rounded-2xl lg:border lg:border-line lg:bg-surface lg:p-2.5 lg:hover:border-line-strong"
  >
    <span className="relative grid aspect-square w-full grid-cols-2 gap-1 overflow-hidden rounded-picture bg-sunken p-1 lg:flex lg:aspect-auto lg:w-auto lg:gap-0 lg:overflow-visible lg:bg-transparent lg:p-0">
      {TEASERS.map((name) => (
        <img
          key={name}
          src={`samples/drawings/${name}.svg`}
          alt=""
          draggable={false}
          className="size-full rounded-lg lg:-ml-3 lg:size-10 lg:rounded-full lg:ring-2 lg:ring-surface lg:first:ml-0"
        />
      ))}
      <span aria-hidden className="grid place-items-center text-muted lg:hidden">
        <Plus className="size-5" />
      </span>
    </span>
    <span className="mt-1.5 block text-xs max-sm:tiny:sr-only lg:mt-0 lg:text-sm">
      <span className="block truncate text-muted lg:font-semibold lg:text-ink">{libraryWords.notACat}</span>
      <span className="text-muted max-lg:sr-only lg:text-xs">{libraryWords.tryThese}</span>
    </span>
  </button>
);

interface ShelfProps {
  readonly title: string;
  readonly items: readonly LibraryItem[];
  readonly onPress: (id: string, held: HeldKeys) => void;
}

function Shelf({ title, items, onPress }: ShelfProps) {
  return (
    <section aria-label={title} className="max-lg:contents lg:mt-2 lg:mb-5">
      <h2 className="mb-2.5 hidden text-sm font-semibold lg:block">{title}</h2>
      <ul className="flex gap-3 lg:grid lg:grid-cols-2">
        {items.map((item) => (
          <LibraryCard key={item.id} item={item} onPress={onPress} />
        ))}
      </ul>
    </section>
  );
}
