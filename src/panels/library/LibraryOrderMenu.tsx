import { ArrowDownUp, Sheet } from 'lucide-react';
import { useEffect, useState } from 'react';
import { downloadLikenesses } from '../../actions/exportLikenesses.ts';
import { measureLibrary } from '../../actions/measureLibrary.ts';
import { LIBRARY_ORDERS, type LibraryOrder, ranksByLikeness } from '../../store/libraryOrder.ts';
import { itemKey } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { type StudioState, useStudio } from '../../store/studio.ts';
import { Menu, MenuAction, MenuChoice, MenuLine } from '../../ui/Menu.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';

const ORDER_TEXTS: Readonly<Record<LibraryOrder, string>> = {
  added: 'As added',
  mostAlike: 'Most alike first',
  leastAlike: 'Least alike first',
  name: 'By name',
};

/** How the library is sorted. Sorting by likeness measures every cat, which takes a while on a slow machine. */
export function LibraryOrderMenu() {
  const order = useStudio((s) => s.libraryOrder);
  const setOrder = useStudio((s) => s.setLibraryOrder);
  const measure = useStudio((s) => s.likenessMeasure);
  const setMeasure = useStudio((s) => s.setLikenessMeasure);
  const isReady = useStudio(selectIsReady);
  const isEmpty = useStudio((s) => s.items.length === 0);
  const [isExporting, setExporting] = useState(false);

  async function exportTable(): Promise<void> {
    setExporting(true);
    await downloadLikenesses();
    setExporting(false);
  }

  return (
    <div className="px-4 pb-1 lg:px-5 lg:pb-2">
      <Menu
        trigger={
          <button
            type="button"
            className="-ml-2 inline-flex h-8 items-center gap-2 rounded-full px-2 text-sm text-muted hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken data-[state=open]:text-ink"
          >
            <ArrowDownUp aria-hidden className="size-4" />
            <span className="sr-only">Sort the library: </span>
            {ORDER_TEXTS[order]}
          </button>
        }
      >
        <MenuChoice
          title="Sort"
          value={order}
          onChange={setOrder}
          options={LIBRARY_ORDERS.map((value) => ({ value, text: ORDER_TEXTS[value] }))}
        />
        <MenuChoice
          title="Alike in"
          value={measure}
          onChange={setMeasure}
          options={[
            { value: 'colour', text: 'Colour (PSNR)' },
            { value: 'structure', text: 'Structure (SSIM)' },
          ]}
        />
        <MenuLine />
        <MenuAction isDisabled={!isReady || isEmpty} onChoose={() => void exportTable()}>
          <Sheet aria-hidden />
          All figures as CSV
        </MenuAction>
      </Menu>
      {isReady && (isExporting || ranksByLikeness(order)) && <Measuring />}
    </div>
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
    <div className="pb-2 text-xs text-muted">
      <p className="mb-1.5" aria-live="polite">
        Comparing {done + 1} of {total}
      </p>
      <ProgressBar label="Comparing the cats with their reconstructions" fraction={done / total} />
    </div>
  );
}
