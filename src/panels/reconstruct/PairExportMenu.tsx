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
import { PicturePopover } from '../PicturePopover.tsx';

const PART_WORDS: Readonly<Record<PairPart, string>> = {
  both: 'Both',
  reconstruction: 'Reconstruction',
  original: 'Original',
};
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
      label="Export the pair"
      className="w-88"
      link={() => catLink(item)}
      onCopy={() => copyPair(item, { part, size })}
      onDownload={() => downloadPair(item, { part, size })}
      trigger={
        <Button disabled={isDisabled}>
          <Share />
          Export
        </Button>
      }
    >
      <Segmented
        label="Which picture"
        value={part}
        onChange={setPart}
        options={PAIR_PARTS.map((value) => ({ value, text: PART_WORDS[value] }))}
      />
      <div className="mt-4 flex items-baseline justify-between gap-3 text-sm">
        <span className="font-semibold">Size</span>
        <span className="text-muted">{size} pixels a picture</span>
      </div>
      <Slider
        label="Size"
        className="my-2"
        value={sizes.indexOf(size)}
        min={0}
        max={sizes.length - 1}
        step={1}
        valueText={`${size} pixels`}
        onChange={(index) => setWanted(sizes[index]!)}
      />
    </PicturePopover>
  );
}
