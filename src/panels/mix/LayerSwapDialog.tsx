import { Download, LibraryBig } from 'lucide-react';
import { keepStylesAsItem } from '../../actions/library.ts';
import { downloadFile, rowPng } from '../../actions/saveFile.ts';
import { type BlockSwap, blockSwap, dreamOf, swappedBlock } from '../../pictures/blockSwaps.ts';
import { redrawnOf } from '../../pictures/pictureSpec.ts';
import { mixedStyles } from '../../pictures/renderings.ts';
import { usePicture, useThumbnail } from '../../pictures/usePicture.ts';
import { selectItemById } from '../../store/librarySlice.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { BeforeAfter } from '../../ui/BeforeAfter.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { blockMeaning, blockSize } from '../../words/blockMeaning.ts';
import { fileName } from '../../words/fileName.ts';
import { fileWords } from '../../words/fileWords.ts';
import { swapName } from '../../words/layerSentence.ts';
import { mixWords } from '../../words/mixWords.ts';
import { PictureProblem } from '../PictureProblem.tsx';

interface LayerSwapDialogProps {
  readonly itemId: string;
  /** The random cat's seed. */
  readonly seed: number;
  readonly block: number;
}

/** One swap of the layer inspector, large, against the picture without it. */
export function LayerSwapDialog({ itemId, seed, block }: LayerSwapDialogProps) {
  const item = useStudio(selectItemById(itemId));
  const isReversed = useStudio((s) => s.layerTrial.isReversed);
  return item && <Swap swap={blockSwap(item, dreamOf(seed), block, isReversed)} />;
}

function Swap({ swap }: { readonly swap: BlockSwap }) {
  const { onto, from, block } = swap;
  const closeDialog = useStudio((s) => s.closeDialog);
  const layerCount = useStudio(selectLayerCount);
  const zoom = useStudio((s) => s.zoom);
  const swapped = swappedBlock(swap, layerCount);
  const before = usePicture(redrawnOf(onto));
  const after = usePicture(swapped);
  const lender = useThumbnail(redrawnOf(from));
  const name = swapName(swap);
  const size = blockSize(block);
  const failed = [before, after].find(({ error }) => error !== null);
  const hasPictures = !failed && !before.isStale && !after.isStale;
  return (
    <Dialog
      title={name}
      description={mixWords.swap.description(size, blockMeaning(block, layerCount), onto.name)}
      onClose={closeDialog}
      className="max-w-3xl"
    >
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-[minmax(0,1fr)_11rem]">
        <BeforeAfter
          label={mixWords.swap.label}
          before={<Picture {...before} zoom={zoom} label={mixWords.swap.without(onto.name)} className="rounded-none" />}
          after={<Picture {...after} zoom={zoom} label={name} className="rounded-none" />}
          beforeText={mixWords.swap.before}
          afterText={mixWords.swap.after}
          className="rounded-2xl sm:rounded-3xl"
        />
        <figure className="max-sm:flex max-sm:items-center max-sm:gap-4">
          <Picture {...lender} zoom={zoom} drawnSize={384} label={from.name} className="rounded-2xl max-sm:w-24" />
          <figcaption className="text-sm sm:mt-2">
            <span className="block truncate font-semibold">{from.name}</span>
            <span className="text-muted">{mixWords.swap.lends(size)}</span>
          </figcaption>
        </figure>
      </div>
      <div className="[&>p]:mt-4" aria-live="polite">
        {failed && <PictureProblem error={failed.error} onRetry={failed.retry} />}
      </div>
      <div className="mt-6 flex flex-wrap justify-end gap-2">
        <Button
          disabled={!hasPictures}
          onClick={() =>
            void downloadFile(fileName(name, fileWords.layerSwap), () => rowPng([before.pixels!, after.pixels!]))
          }
        >
          <Download />
          {mixWords.cell.png}
        </Button>
        <Button
          look="primary"
          disabled={!hasPictures}
          onClick={() => void keepStylesAsItem(name, () => mixedStyles(swapped))}
        >
          <LibraryBig />
          {mixWords.cell.keep}
        </Button>
      </div>
    </Dialog>
  );
}
