import { Share } from 'lucide-react';
import { useState } from 'react';
import { catLink } from '../../actions/links.ts';
import { copyPair, downloadPair, PAIR_PARTS, type PairPart } from '../../actions/reconstruct.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { selectResolution } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { panelWords } from '../../words/panelWords.ts';
import { reconstructWords } from '../../words/reconstructWords.ts';
import { PicturePopover } from '../PicturePopover.tsx';

/** Pixels per side of a picture. */
const SIZES: readonly number[] = [64, 128, 256, 512, 1024, 2048];
const SIZE_DEFAULT = 512;

/** The pair as a picture, or one of the two: how large, to where. */
export function PairExportMenu({ item, isDisabled }: { readonly item: LibraryItem; readonly isDisabled: boolean }) {
  const [part, setPart] = useState<PairPart>('both');
  const [wanted, setWanted] = useState<number>(SIZE_DEFAULT);
  const resolution = useStudio(selectResolution) ?? 1;
  const sizes = SIZES.filter((each) => each >= Math.min(resolution, SIZES.at(-1)!)); // no smaller than it was drawn
  const size = Math.max(wanted, sizes[0]!);
  return (
    <PicturePopover
      label={reconstructWords.export.pair}
      className="w-88"
      link={() => catLink(item)}
      onCopy={() => copyPair(item, { part, size })}
      onDownload={() => downloadPair(item, { part, size })}
      trigger={
        <Button disabled={isDisabled}>
          <Share />
          {reconstructWords.export.export}
        </Button>
      }
    >
      <Segmented
        label={reconstructWords.export.which}
        value={part}
        onChange={setPart}
        options={PAIR_PARTS.map((value) => ({ value, text: reconstructWords.export.parts[value] }))}
      />
      <div className="mt-4 flex items-baseline justify-between gap-3 text-sm">
        <span className="font-semibold">{reconstructWords.export.size}</span>
        <span className="text-muted">{panelWords.pixelsEach(size)}</span>
      </div>
      <Slider
        label={reconstructWords.export.size}
        className="my-2"
        value={sizes.indexOf(size)}
        min={0}
        max={sizes.length - 1}
        step={1}
        valueText={reconstructWords.export.pixels(size)}
        onChange={(index) => setWanted(sizes[index]!)}
      />
    </PicturePopover>
  );
}
