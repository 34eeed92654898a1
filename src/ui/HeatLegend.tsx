import { HEAT_GRADIENT } from '../image/heatMap.ts';

interface HeatLegendProps {
  /** What the colours mean. */
  readonly text: string;
  /** From the darkest colour to the brightest, at equal distances. */
  readonly ticks: readonly string[];
}

/** The colours of a heat map and what they stand for. */
export const HeatLegend = ({ text, ticks }: HeatLegendProps) => (
  <div className="text-xs text-muted">
    <p>{text}</p>
    <div aria-hidden className="mt-1.5 h-2 rounded-full" style={{ backgroundImage: HEAT_GRADIENT }} />
    <p className="mt-1 flex justify-between">
      {ticks.map((tick) => (
        <span key={tick}>{tick}</span>
      ))}
    </p>
  </div>
);
