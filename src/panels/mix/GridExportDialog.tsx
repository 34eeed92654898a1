import { clsx } from 'clsx';
import { Archive, ClipboardCopy, Download } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import {
  copyGrid,
  downloadGrid,
  downloadGridArchive,
  GRID_GROUNDS,
  GRID_HEADERS,
  type GridExport,
  type GridExportOptions,
  type GridGround,
  gridPreview,
  largestGridScale,
  largestSide,
  photosOnGrid,
  rememberedGridOptions,
  rememberGridOptions,
} from '../../actions/gridExport.ts';
import { gridLink } from '../../actions/links.ts';
import { selectResolution } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogActions } from '../../ui/DialogActions.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { mixWords } from '../../words/mixWords.ts';
import { LinkPart } from '../LinkPart.tsx';
import { SizeSlider } from '../SizeSlider.tsx';

/** Takes the grid home, as a picture, as a zip, or as a link: how it will look on the left, what decides that on the right. */
export function GridExportDialog() {
  const closeDialog = useStudio((s) => s.closeDialog);
  const [options, setOptions] = useState(rememberedGridOptions);
  const [wantsPhotos, setWantsPhotos] = useState<boolean | null>(null);
  const resolution = useStudio(selectResolution) ?? 1;
  const maxScale = useStudio((s) => largestGridScale(s, options));
  const maxSide = useStudio((s) => largestSide(s, options));
  const photoBytes = useStudio((s) => photosOnGrid(s).byteLength);
  const isLight = useStudio((s) => photosOnGrid(s).isLight);
  const scale = Math.min(options.scale, maxScale);
  const carriesPhotos = photoBytes > 0 && (wantsPhotos ?? isLight);
  const change = (part: Partial<GridExportOptions>) => {
    const next = { ...options, ...part };
    setOptions(next);
    rememberGridOptions(next);
  };
  const start = (action: (wanted: GridExport) => Promise<void>) => {
    closeDialog();
    void action({ options: { ...options, scale }, carriesPhotos });
  };
  return (
    <Dialog title={mixWords.export.grid} onClose={closeDialog} className="max-w-3xl">
      <div className="grid gap-x-7 gap-y-4 sm:grid-cols-[minmax(0,1fr)_20rem]">
        <Preview options={options} />
        <div className="flex flex-col gap-3">
          <div>
            <SizeSlider
              scale={scale}
              maxScale={maxScale}
              pixels={Math.min(resolution * scale, maxSide)}
              onChange={(next) => change({ scale: next })}
            />
          </div>
          <Choice title={mixWords.export.enlarged}>
            <Segmented
              label={mixWords.export.enlarged}
              value={options.zoom}
              onChange={(zoom) => change({ zoom })}
              options={[
                { value: 'smooth', text: mixWords.export.smooth },
                { value: 'nearest', text: mixWords.export.pixels },
              ]}
            />
          </Choice>
          <Choice title={mixWords.export.edges}>
            <Segmented
              label={mixWords.export.catsOnEdges}
              value={options.headers}
              onChange={(headers) => change({ headers })}
              options={GRID_HEADERS.map((value) => ({ value, text: mixWords.export.headers[value] }))}
            />
          </Choice>
          <Choice title={mixWords.export.background}>
            <Grounds ground={options.ground} onChange={(ground) => change({ ground })} />
          </Choice>
          <div className="grid grid-cols-2 gap-x-5">
            <Spacing title={mixWords.export.gap} value={options.gap} max={16} onChange={(gap) => change({ gap })} />
            <Spacing
              title={mixWords.export.margin}
              value={options.margin}
              max={32}
              onChange={(margin) => change({ margin })}
            />
          </div>
          <div className="flex flex-wrap gap-x-5 gap-y-1">
            <Switch
              text={mixWords.export.labels}
              isOn={options.hasLabels}
              onChange={(hasLabels) => change({ hasLabels })}
            />
            {photoBytes > 0 && (
              <Switch
                text={mixWords.export.photosInside(megabytes(photoBytes))}
                isOn={carriesPhotos}
                onChange={setWantsPhotos}
              />
            )}
          </div>
        </div>
      </div>
      <p className="mt-3 text-xs text-pretty text-muted">
        {carriesPhotos ? mixWords.export.reopensWithPhotos : mixWords.export.reopens}
      </p>
      <LinkPart make={gridLink} className="mt-4 border-t border-line pt-4" />
      <DialogActions className="mt-4 border-t border-line pt-4">
        <Button className="max-sm:grow max-sm:px-3" onClick={() => start(copyGrid)}>
          <ClipboardCopy />
          {mixWords.export.copy}
        </Button>
        <Button
          className="max-sm:grow max-sm:px-3"
          title={mixWords.export.zipTitle}
          onClick={() => start(downloadGridArchive)}
        >
          <Archive />
          {mixWords.export.zip}
        </Button>
        <Button look="primary" className="max-sm:grow max-sm:px-3" onClick={() => start(downloadGrid)}>
          <Download />
          {mixWords.export.download}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const megabytes = (bytes: number): string =>
  bytes < 100_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const Choice = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
    <span className="text-sm font-semibold">{title}</span>
    {children}
  </div>
);

interface SpacingProps {
  readonly title: string;
  readonly value: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

const Spacing = ({ title, value, max, onChange }: SpacingProps) => (
  <div>
    <div className="flex items-baseline justify-between text-sm">
      <span className="font-semibold">{title}</span>
      <span className="text-muted tabular-nums">{value}</span>
    </div>
    <Slider
      label={title}
      value={value}
      min={0}
      max={max}
      step={1}
      valueText={mixWords.export.modelPixels(value)}
      onChange={onChange}
    />
  </div>
);

interface GroundsProps {
  readonly ground: GridGround;
  readonly onChange: (ground: GridGround) => void;
}

const Grounds = ({ ground, onChange }: GroundsProps) => (
  <RadioGroup.Root
    aria-label={mixWords.export.background}
    value={ground}
    onValueChange={(next) => onChange(next as GridGround)}
    className="flex gap-2.5"
  >
    {(Object.keys(GRID_GROUNDS) as GridGround[]).map((value) => (
      <RadioGroup.Item
        key={value}
        value={value}
        aria-label={mixWords.export.grounds[value]}
        title={mixWords.export.grounds[value]}
        className={clsx(
          'touchable size-7 rounded-full border border-line-strong outline-2 outline-offset-2 outline-transparent data-[state=checked]:outline-accent',
          value === 'none' && 'checkered',
        )}
        {...(value !== 'none' && { style: { backgroundColor: `rgb(${GRID_GROUNDS[value].join(' ')})` } })}
      />
    ))}
  </RadioGroup.Root>
);

/** Sliders give a value with every pixel: pictures follow once they rest so long. */
const PREVIEW_DELAY_MS = 120;

/** The sheet itself, drawn coarsely whenever something is changed. */
function Preview({ options }: { readonly options: GridExportOptions }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      gridPreview(options).then(
        (picture) => isCurrent && setUrl(URL.createObjectURL(picture)),
        () => {}, // what fails is said where it is downloaded
      );
    }, PREVIEW_DELAY_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [options]);
  useEffect(() => (url === null ? undefined : () => URL.revokeObjectURL(url)), [url]);
  return (
    <div className="checkered relative h-44 overflow-hidden rounded-2xl border border-line sm:h-auto sm:min-h-72">
      {url === null ? (
        <p className="absolute inset-0 grid place-items-center text-sm text-muted">{mixWords.export.previewWaits}</p>
      ) : (
        <img
          src={url}
          alt={mixWords.export.preview}
          draggable={false}
          className="absolute inset-2 size-[calc(100%-1rem)] object-contain"
        />
      )}
    </div>
  );
}
