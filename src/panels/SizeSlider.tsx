import { Slider } from '../ui/Slider.tsx';
import { panelWords } from '../words/panelWords.ts';

interface SizeSliderProps {
  readonly scale: number;
  readonly maxScale: number;
  /** Per side of a picture, where it is known. */
  readonly pixels: number | null;
  readonly onChange: (scale: number) => void;
  /** Of the slider. */
  readonly className?: string;
}

/** How large the pictures of an export are. */
export const SizeSlider = ({ scale, maxScale, pixels, onChange, className }: SizeSliderProps) => (
  <>
    <div className="flex items-baseline justify-between gap-3 text-sm">
      <span className="font-semibold">{panelWords.sizeTimes(scale)}</span>
      {pixels && <span className="text-muted">{panelWords.pixelsEach(pixels)}</span>}
    </div>
    <Slider
      label={panelWords.size}
      {...(className && { className })}
      value={scale}
      min={1}
      max={maxScale}
      step={1}
      valueText={panelWords.times(scale)}
      onChange={onChange}
    />
  </>
);
