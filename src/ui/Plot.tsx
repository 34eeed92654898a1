import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Level } from '../learning/feed.ts';
import { blockSize } from '../words/blockMeaning.ts';
import { shortCount } from '../words/figures.ts';
import { uiWords } from '../words/uiWords.ts';
import { useShownTheme } from './useShownTheme.ts';

const HEIGHT = 200;
const FONT = '11px "Figtree Variable", sans-serif';
/** Between the labels of levels, in CSS pixels. */
const LABEL_GAP = 8;
/** So few values each have a dot. */
const MAX_DOTS = 16;
/** Steps of PageUp and PageDown. */
const PAGE = 10;

interface PlotProps {
  readonly label: string;
  /** Images seen, ascending. */
  readonly x: readonly number[];
  /** As measured; drawn faintly when there is a smooth curve. */
  readonly values: readonly (number | null)[];
  readonly smoothed: readonly (number | null)[] | null;
  /** CSS variable of the curve's colour. */
  readonly colour: string;
  readonly levels: readonly Level[];
  readonly isLogarithmic: boolean;
  /** The range of the vertical axis. */
  readonly range: readonly [number, number];
  /** A value worth comparing with, drawn as a line across. */
  readonly reference?: number | undefined;
  /** Images seen at the sheet that is looked at. */
  readonly sheet: number | null;
  /** Index of the value that is pointed at. */
  readonly pointed: number | null;
  readonly onPoint: (index: number | null) => void;
  /** A point was chosen: its images seen. */
  readonly onChoose: (imagesSeen: number) => void;
  readonly valueTextOf: (index: number) => string;
}

/** A curve over images seen, with its levels of detail. Pointer and arrow keys read single values off it. */
export function Plot(props: PlotProps) {
  const { label, x, values, smoothed, colour, isLogarithmic, pointed, onPoint, onChoose, valueTextOf } = props;
  const host = useRef<HTMLDivElement>(null);
  const marker = useRef<HTMLSpanElement>(null);
  const dot = useRef<HTMLSpanElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const theme = useShownTheme();
  const shown = smoothed ?? values;
  const at = pointed ?? x.length - 1;

  useEffect(() => {
    const element = host.current!;
    const made = new uPlot(
      optionsOf(latest, colour, isLogarithmic, element.clientWidth),
      dataOf(latest.current),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    void document.fonts.ready.then(() => made.redraw());
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [colour, isLogarithmic, theme]);

  const { levels, range, reference, sheet } = props;
  const [lowest, highest] = range;
  useEffect(() => plot.current?.setData(dataOf(latest.current)), [x, values, smoothed, levels, lowest, highest]);
  useEffect(() => plot.current?.redraw(false), [reference, sheet]);

  // After every drawing of React's: the marker follows what is pointed at, and the plot's size.
  useEffect(() => {
    const u = plot.current;
    const value = shown[at];
    const isShown = u && pointed !== null && x[at] !== undefined;
    if (marker.current) marker.current.hidden = !isShown;
    if (dot.current) dot.current.hidden = !isShown || value == null;
    if (!isShown) return;
    const left = u.over.offsetLeft + u.valToPos(x[at]!, 'x');
    marker.current!.style.translate = `${left}px`;
    if (value != null) dot.current!.style.translate = `${left}px ${u.over.offsetTop + u.valToPos(value, 'y')}px`;
  });

  function indexAt(event: PointerEvent): number | null {
    const u = plot.current;
    if (!u || x.length === 0) return null;
    return u.posToIdx(event.clientX - u.over.getBoundingClientRect().left);
  }

  function press(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -PAGE, PageUp: PAGE };
    const ends: Record<string, number> = { Home: 0, End: x.length - 1 };
    const step = steps[event.key];
    const to = step === undefined ? ends[event.key] : at + step;
    if (event.key === 'Escape') onPoint(null);
    else if (event.key === 'Enter') onChoose(x[at]!);
    else if (to !== undefined) onPoint(Math.min(x.length - 1, Math.max(0, to)));
    else return;
    event.preventDefault();
  }

  return (
    <div
      ref={host}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, x.length - 1)}
      aria-valuenow={Math.max(0, at)}
      aria-valuetext={x.length > 0 ? valueTextOf(at) : uiWords.plot.noValues}
      className="relative w-full cursor-crosshair touch-pan-y rounded-lg select-none"
      style={{ height: HEIGHT }}
      onPointerMove={(event) => onPoint(indexAt(event))}
      onPointerLeave={() => onPoint(null)}
      onPointerDown={(event) => {
        const index = indexAt(event);
        if (index === null) return;
        onPoint(index);
        onChoose(x[index]!);
      }}
      onKeyDown={press}
      onBlur={() => onPoint(null)}
    >
      <span
        ref={marker}
        hidden
        className="pointer-events-none absolute top-5 bottom-6.5 left-0 z-10 w-px bg-line-strong"
      />
      <span
        ref={dot}
        hidden
        className="pointer-events-none absolute top-0 left-0 z-10 -mt-1.25 -ml-1.25 size-2.5 rounded-full border-2 border-surface"
        style={{ background: `var(${colour})` }}
      />
    </div>
  );
}

function dataOf({ x, values, smoothed }: PlotProps): uPlot.AlignedData {
  const numbers = x as number[];
  return [numbers, values as (number | null)[], (smoothed ?? values) as (number | null)[]];
}

function optionsOf(
  latest: { readonly current: PlotProps },
  colour: string,
  isLogarithmic: boolean,
  width: number,
): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: of('--muted'),
    font: FONT,
    ticks: { show: false },
    grid: { stroke: of('--line'), width: 1 },
  };
  return {
    width,
    height: HEIGHT,
    padding: [20, 20, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_u, _min, max) => [0, max || 1] },
      y: { distr: isLogarithmic ? 3 : 1, range: () => [...latest.current.range] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 26, space: 56, values: (_u, ticks) => ticks.map(shortCount) },
      {
        ...axis,
        size: 42,
        ...(isLogarithmic
          ? { splits: (_u, _axis, min, max) => logarithmicTicks(min, max), filter: (_u, ticks) => ticks }
          : {}),
        space: 34,
        values: (_u, ticks) => ticks.map((tick) => (tick === null ? '' : String(Number(tick.toPrecision(3))))),
      },
    ],
    series: [
      {},
      {
        stroke: of(colour),
        width: 1,
        alpha: 0.28,
        points: { show: false },
        show: true,
      },
      {
        stroke: of(colour),
        width: 2,
        points: { show: (u) => u.data[0].length <= MAX_DOTS, size: 7, fill: of(colour) },
        spanGaps: false,
      },
    ],
    hooks: {
      drawClear: [
        (u) => drawLevels(u, latest.current, { fade: of('--sunken'), line: of('--line-strong'), ink: of('--muted') }),
      ],
      draw: [(u) => drawReferences(u, latest.current, { reference: of('--line-strong'), sheet: of('--accent') })],
    },
  };
}

/** Few enough to tell apart: the powers of ten, with their doubles and fivefolds where the axis is short. */
function logarithmicTicks(min: number, max: number): number[] {
  const [first, last] = [Math.floor(Math.log10(min)), Math.ceil(Math.log10(max))];
  const steps = max / min < 200 ? [1, 2, 5] : [1];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    steps.map((step) => step * 10 ** (first + i)),
  ).flat();
  return ticks.filter((tick) => tick >= min && tick <= max);
}

/** Behind the curve: where a level begins, and as a band how long its block fades in. */
function drawLevels(u: uPlot, { levels }: PlotProps, colours: { fade: string; line: string; ink: string }): void {
  const { ctx, bbox } = u;
  const at = (images: number) => Math.min(bbox.left + bbox.width, Math.max(bbox.left, u.valToPos(images, 'x', true)));
  const end = u.scales.x!.max ?? 0;
  const shown = levels.filter(({ fromImages }) => fromImages < end);
  ctx.save();
  ctx.font = FONT.replace('11px', `${Math.round(11 * devicePixelRatio)}px`);
  ctx.textBaseline = 'bottom';
  ctx.textAlign = 'left'; // the axes' labels leave another one
  let freeUntil = bbox.left + bbox.width;
  for (const { lod, fromImages, fadedInAt } of shown.toReversed()) {
    const left = at(fromImages);
    ctx.fillStyle = colours.fade;
    ctx.globalAlpha = 0.75;
    ctx.fillRect(left, bbox.top, at(fadedInAt) - left, bbox.height);
    ctx.globalAlpha = 1;
    if (lod > 0) {
      ctx.fillStyle = colours.line;
      ctx.fillRect(left, bbox.top, Math.max(1, devicePixelRatio), bbox.height);
    }
    const text = blockSize(lod);
    const { width } = ctx.measureText(text);
    const isNewest = lod === shown.at(-1)!.lod;
    const start = isNewest ? Math.min(left, freeUntil - width) : left;
    if (start + width > freeUntil) continue; // short levels would write over each other
    freeUntil = start - LABEL_GAP * devicePixelRatio;
    ctx.fillStyle = colours.ink;
    ctx.fillText(text, start, bbox.top - 4 * devicePixelRatio);
  }
  ctx.restore();
}

/** Over the curve: the value to compare with, and the sheet that is looked at. */
function drawReferences(
  u: uPlot,
  { reference, sheet, range }: PlotProps,
  colours: { reference: string; sheet: string },
): void {
  const { ctx, bbox } = u;
  const stroke = (colour: string, from: [number, number], to: [number, number]) => {
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(...from);
    ctx.lineTo(...to);
    ctx.stroke();
  };
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  if (reference !== undefined && reference >= range[0] && reference <= range[1]) {
    const y = u.valToPos(reference, 'y', true);
    stroke(colours.reference, [bbox.left, y], [bbox.left + bbox.width, y]);
  }
  if (sheet !== null && sheet <= (u.scales.x!.max ?? 0)) {
    const x = u.valToPos(sheet, 'x', true);
    stroke(colours.sheet, [x, bbox.top], [x, bbox.top + bbox.height]);
  }
  ctx.restore();
}
