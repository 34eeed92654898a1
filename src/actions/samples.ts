import type { CropBox } from '../image/crop.ts';
import { keepPhoto } from '../pictures/assets.ts';
import type { PhotoItem, SampleShelfName } from '../store/librarySlice.ts';
import { beginHistoryAnew, noteAside } from '../store/pageChanges.ts';
import { useStudio } from '../store/studio.ts';
import { translated } from '../words/language.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { frameAnew, framingOf } from './framing.ts';
import { openDefaultMix } from './mix.ts';

/** A list in public/samples, which is part of the page. */
interface SampleShelf {
  readonly origin: string;
  readonly licence: string;
  /** Pixels per side of every sample. */
  readonly size: number;
  readonly samples: readonly {
    readonly id: string;
    readonly file: string;
    readonly name: string;
    /** The whole picture where it is not stated. */
    readonly crop?: PhotoItem['crop'];
    /** Of a cat: its face, around which the model in use frames it. */
    readonly face?: CropBox;
  }[];
}

/** The shelves' lists and how many samples stand on each. */
export const SAMPLE_SHELVES = {
  cats: { list: 'samples.json', count: 12, failed: 'catsFailed' },
  notCats: { list: 'notCats.json', count: 6, failed: 'drawingsFailed' },
} as const satisfies Record<SampleShelfName, object>;

/** Puts the sample cats on their shelf: all of them, or those that were taken away. */
export const addSamples = async (): Promise<void> => void (await fillShelf('cats'));

/** Puts them there when the page opens. Whichever comes last, samples or model, lays out the grid. */
export async function openSamples(): Promise<void> {
  await fillShelf('cats', beginHistoryAnew);
  beginHistoryAnew(openDefaultMix);
}

/** Puts the drawings of what is no cat on their shelf, and selects the first, so that one sees what the model makes of it. */
export async function addNotCats(): Promise<void> {
  const [first] = await fillShelf('notCats');
  if (first) useStudio.getState().selectItem(first.id);
}

/**
 * @param put how the change is made: `beginHistoryAnew` when the page makes it by itself
 * @returns what was missing on the shelf
 */
async function fillShelf(
  shelf: SampleShelfName,
  put = (change: () => void): void => change(),
): Promise<readonly PhotoItem[]> {
  const { list, failed } = SAMPLE_SHELVES[shelf];
  try {
    const folder = new URL('samples/', document.baseURI);
    const { origin, licence, size, samples } = (await (await fetchFile(new URL(list, folder))).json()) as SampleShelf;
    const items = await Promise.all(
      samples.filter(isMissing).map(async ({ id, file, name, crop, face }): Promise<PhotoItem> => {
        const url = new URL(file, folder);
        keepPhoto(id, {
          file: file.endsWith('.svg') ? await rasterise(url, size) : await (await fetchFile(url)).blob(),
          url: url.href,
          width: size,
          height: size,
        });
        const whole = { left: 0, top: 0, size };
        const credit = `${origin}; ${licence}`;
        return { kind: 'photo', id, name: translated(name), crop: crop ?? whole, ...(face && { face }), shelf, credit };
      }),
    );
    const missing = items.filter(isMissing); // another call may have been quicker
    put(() => {
      const { addItems, model } = useStudio.getState();
      addItems(missing);
      if (model) frameAnew(framingOf(model));
    });
    return missing;
  } catch {
    useStudio.getState().notify(noticeWords.samples[failed], 'problem');
    return [];
  }
}

/** Calls the samples what they are called in the language that is spoken now, but for those to whom somebody gave a name. */
export async function renameSamples(): Promise<void> {
  const { japanese } = await import('../words/japanese/japanese.ts'); // which was spoken before, or is now
  const { items, renameItem } = useStudio.getState();
  const shelved = items.filter((item) => item.kind === 'photo' && item.shelf !== undefined);
  if (shelved.length === 0) return;
  for (const { list } of Object.values(SAMPLE_SHELVES)) {
    const response = await fetchFile(new URL(`samples/${list}`, document.baseURI));
    const { samples } = (await response.json()) as SampleShelf;
    for (const { id, name } of samples) {
      const item = shelved.find((each) => each.id === id);
      const isAsGiven = item && [name, japanese.translate(name)].includes(item.name);
      if (isAsGiven) noteAside(() => renameItem(id, translated(name)));
    }
  }
}

const isMissing = ({ id }: { readonly id: string }): boolean =>
  useStudio.getState().items.every((item) => item.id !== id);

async function fetchFile(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}

/** A drawing as a PNG file of `size` pixels a side: workers decode no SVG. */
async function rasterise(url: URL, size: number): Promise<Blob> {
  const image = new Image(size, size);
  image.src = url.href;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  canvas.getContext('2d')!.drawImage(image, 0, 0, size, size);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error(`${url} could not be drawn.`);
  return blob;
}
