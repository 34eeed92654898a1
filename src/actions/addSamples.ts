import { keepPhoto } from '../store/assets.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';

/** public/samples/samples.json, which is part of the page. */
interface SampleShelf {
  readonly origin: string;
  readonly licence: string;
  /** Pixels per side of every sample. */
  readonly size: number;
  readonly samples: readonly {
    readonly id: string;
    readonly file: string;
    readonly name: string;
    readonly crop: PhotoItem['crop'];
  }[];
}

export const SAMPLE_COUNT = 12;

/** Puts the sample cats on their shelf: all of them, or those that were taken away. */
export async function addSamples(): Promise<void> {
  const { notify } = useStudio.getState();
  try {
    const folder = new URL('samples/', document.baseURI);
    const shelf = (await (await fetchFile(new URL('samples.json', folder))).json()) as SampleShelf;
    const items = await Promise.all(
      shelf.samples.filter(isMissing).map(async ({ id, file, name, crop }): Promise<PhotoItem> => {
        const url = new URL(file, folder);
        keepPhoto(id, {
          file: await (await fetchFile(url)).blob(),
          url: url.href,
          width: shelf.size,
          height: shelf.size,
        });
        return { kind: 'photo', id, name, crop, credit: `${shelf.origin}; ${shelf.licence}` };
      }),
    );
    useStudio.getState().addItems(items.filter(isMissing)); // another call may have been quicker
  } catch {
    notify(
      'The sample cats could not be fetched: check your connection. Your own photos work all the same.',
      'problem',
    );
  }
}

const isMissing = ({ id }: { readonly id: string }): boolean =>
  useStudio.getState().items.every((item) => item.id !== id);

async function fetchFile(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}
