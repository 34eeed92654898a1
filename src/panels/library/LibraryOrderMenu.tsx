import { clsx } from 'clsx';
import { Archive, ArrowDownUp, CheckCheck, Sheet } from 'lucide-react';
import { useEffect, useState } from 'react';
import { downloadLibrary } from '../../actions/libraryArchive.ts';
import { downloadLikenesses, measureLibrary } from '../../actions/measureLikeness.ts';
import { LIBRARY_ORDERS, ranksByLikeness } from '../../store/libraryOrder.ts';
import { itemKey } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { type StudioState, useStudio } from '../../store/studio.ts';
import { Menu, MenuAction, MenuChoice, MenuLine } from '../../ui/Menu.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { libraryWords } from '../../words/libraryWords.ts';
import { ProjectActions } from './ProjectMenu.tsx';

/** How the library is sorted. Sorting by likeness measures every cat, which takes a while on a slow machine. */
export function LibraryOrderMenu() {
  const order = useStudio((s) => s.libraryOrder);
  const setOrder = useStudio((s) => s.setLibraryOrder);
  const measure = useStudio((s) => s.likenessMeasure);
  const setMeasure = useStudio((s) => s.setLikenessMeasure);
  const isReady = useStudio(selectIsReady);
  const isEmpty = useStudio((s) => s.items.length === 0);
  const pick = useStudio((s) => s.pick);
  const [isExporting, setExporting] = useState(false);

  async function exportAs(download: () => Promise<void>): Promise<void> {
    setExporting(true);
    await download();
    setExporting(false);
  }

  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            className={clsx(
              'touchable grid size-9 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken data-[state=open]:text-ink max-lg:border max-lg:border-line max-lg:bg-surface lg:-ml-2 lg:flex lg:h-8 lg:w-auto lg:gap-2 lg:px-2 lg:text-sm',
              order !== 'added' && 'max-lg:text-accent', // the words are for wide screens
            )}
          >
            <ArrowDownUp aria-hidden className="size-4" />
            <span className="sr-only">{libraryWords.order.sortLibrary} </span>
            <span className="max-lg:sr-only">{libraryWords.orders[order]}</span>
          </button>
        }
      >
        <MenuChoice
          title={libraryWords.order.sort}
          value={order}
          onChange={setOrder}
          options={LIBRARY_ORDERS.map((value) => ({ value, text: libraryWords.orders[value] }))}
        />
        <MenuChoice
          title={libraryWords.order.alikeIn}
          value={measure}
          onChange={setMeasure}
          options={[
            { value: 'colour', text: libraryWords.order.colour },
            { value: 'structure', text: libraryWords.order.structure },
          ]}
        />
        <MenuLine />
        <MenuAction isDisabled={isEmpty} onChoose={() => pick([])}>
          <CheckCheck aria-hidden />
          {libraryWords.pick.several}
        </MenuAction>
        <MenuAction isDisabled={!isReady || isEmpty} onChoose={() => void exportAs(downloadLikenesses)}>
          <Sheet aria-hidden />
          {libraryWords.order.csv}
        </MenuAction>
        <MenuAction isDisabled={!isReady || isEmpty} onChoose={() => void exportAs(downloadLibrary)}>
          <Archive aria-hidden />
          {libraryWords.order.zip}
        </MenuAction>
        <div className="lg:hidden">
          <MenuLine />
          <ProjectActions />
        </div>
      </Menu>
      {isReady && (isExporting || ranksByLikeness(order)) && <Measuring />}
    </>
  );
}

const selectMeasuredCount = (s: StudioState) => s.items.filter((item) => itemKey(item) in s.likenesses).length;

/** Has the library measured while its figures are wanted, and says how far that has come. */
function Measuring() {
  const total = useStudio((s) => s.items.length);
  const done = useStudio(selectMeasuredCount);
  const isDone = done === total;
  useEffect(() => {
    if (isDone) return;
    const controller = new AbortController();
    void measureLibrary(controller.signal);
    return () => controller.abort();
  }, [isDone]);
  if (isDone) return null;
  return (
    <div className="order-last basis-full pb-1 text-xs text-muted">
      <p className="mb-1.5" aria-live="polite">
        {libraryWords.order.comparing(done + 1, total)}
      </p>
      <ProgressBar label={libraryWords.order.comparingLabel} fraction={done / total} />
    </div>
  );
}
