import { Share } from 'lucide-react';
import {
  copyDirectionSheet,
  downloadDirectionSheet,
  largestSheetPicture,
  sheetDirections,
} from '../../actions/latent.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { selectResolution } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { latentWords } from '../../words/latentWords.ts';
import { PicturePopover } from '../PicturePopover.tsx';
import { SizeSlider } from '../SizeSlider.tsx';

const MAX_SCALE = 8;

/** The cat moved along each direction, as one picture: how far, how many, how large, to where. */
export function DirectionSheetMenu({ item }: { readonly item: LibraryItem }) {
  const chosen = useStudio((s) => s.directionSheet);
  const change = useStudio((s) => s.layOutDirectionSheet);
  const directions = useStudio((s) => s.directions);
  const resolution = useStudio(selectResolution) ?? 1;
  const starredCount = sheetDirections(directions, true).length;
  const isStarredOnly = chosen.isStarredOnly && starredCount > 0;
  const rowCount = isStarredOnly ? starredCount : directions.length;
  const maxSide = largestSheetPicture(Math.max(1, rowCount), chosen.count);
  const maxScale = Math.max(1, Math.min(MAX_SCALE, Math.floor(maxSide / resolution)));
  const options = { ...chosen, isStarredOnly, scale: Math.min(chosen.scale, maxScale) };
  const { spacing, count, scale, hasLabels } = options;
  const reach = Number(((spacing * (count - 1)) / 2).toFixed(2));
  return (
    <PicturePopover
      doesReopen
      label={latentWords.sheet.label}
      className="w-80"
      onCopy={() => copyDirectionSheet(item, options)}
      onDownload={() => downloadDirectionSheet(item, options)}
      trigger={
        <Button className="max-sm:px-2.5" title={latentWords.sheet.title} disabled={directions.length === 0}>
          <Share />
          <span className="max-sm:sr-only">{latentWords.sheet.sheet}</span>
        </Button>
      }
    >
      <Segmented
        label={latentWords.sheet.which}
        value={isStarredOnly ? 'starred' : 'all'}
        options={[
          { value: 'all', text: latentWords.sheet.all(directions.length) },
          { value: 'starred', text: latentWords.sheet.starred(starredCount), isDisabled: starredCount === 0 },
        ]}
        onChange={(value) => change({ isStarredOnly: value === 'starred' })}
      />
      <Amount title={latentWords.sheet.spacing} detail={latentWords.sheet.reach(spacing.toFixed(2), reach)}>
        <Slider
          label={latentWords.sheet.spacing}
          value={spacing}
          min={0.25}
          max={2}
          step={0.25}
          valueText={latentWords.row.deviations(spacing)}
          onChange={(next) => change({ spacing: next })}
        />
      </Amount>
      <Amount title={latentWords.sheet.inRow} detail={`${count}`}>
        <Slider
          label={latentWords.sheet.inRow}
          value={count}
          min={3}
          max={11}
          step={2}
          valueText={latentWords.sheet.pictures(count)}
          onChange={(next) => change({ count: next })}
        />
      </Amount>
      <div className="mt-3">
        <SizeSlider
          scale={scale}
          maxScale={maxScale}
          pixels={Math.min(resolution * scale, maxSide)}
          onChange={(next) => change({ scale: next })}
        />
      </div>
      <div className="py-2">
        <Switch text={latentWords.sheet.labels} isOn={hasLabels} onChange={(next) => change({ hasLabels: next })} />
      </div>
    </PicturePopover>
  );
}

interface AmountProps {
  readonly title: string;
  readonly detail: string;
  readonly children: React.ReactNode;
}

const Amount = ({ title, detail, children }: AmountProps) => (
  <div className="mt-3">
    <div className="flex items-baseline justify-between gap-3 text-sm">
      <span className="font-semibold">{title}</span>
      <span className="text-muted">{detail}</span>
    </div>
    {children}
  </div>
);
