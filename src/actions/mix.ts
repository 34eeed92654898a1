import { presetSchemas } from '../latent/mixPresets.ts';
import { formatSchema, parseSchema, type Schema, type Strength } from '../latent/styles.ts';
import type { MixSpec } from '../pictures/pictureSpec.ts';
import { mixedStyles } from '../pictures/renderings.ts';
import { catsToOffer, type LibraryItem, ownPhotos } from '../store/librarySlice.ts';
import { selectLayerCount } from '../store/modelSlice.ts';
import { type StudioState, useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { nameWords } from '../words/nameWords.ts';
import { noticeWords } from '../words/noticeWords.ts';
import { keepStylesAsItem } from './library.ts';

/** Sources and destinations of the grid that is there at first: as many as in the article's figure (`mixPresets.ts`). */
const SOURCE_COUNT = 5;
const DESTINATION_COUNT = 6;

/** Fills an empty grid from the library, once there is a model: the newest cats as sources, the next ones as destinations. */
export function openDefaultMix(): void {
  const studio = useStudio.getState();
  if (!studio.model || studio.sources.length > 0 || studio.rows.length > 0) return;
  const offered = catsToOffer(studio.items);
  const ids = (offered.length > 0 ? offered : studio.items).map((item) => item.id);
  const destinations = ids.slice(SOURCE_COUNT, SOURCE_COUNT + DESTINATION_COUNT);
  studio.setMargins(ids.slice(0, SOURCE_COUNT), destinations.length > 0 ? destinations : ids);
}

/** Cats that are laid out at once, each with each: a hundred mixtures. */
export const MOST_ON_GRID = 10;

const ownForGrid = ({ items }: Pick<StudioState, 'items'>): readonly string[] =>
  ownPhotos(items)
    .slice(0, MOST_ON_GRID)
    .map(({ id }) => id);

/** Whether there are photos of one's own that are not on the grid. */
export const selectMissesOwn = (s: StudioState): boolean =>
  ownForGrid(s).some((own) => !s.sources.includes(own) && !s.rows.some(({ itemId }) => itemId === own));

/** Replaces the grid by one of one's own photos, each with each; a single one meets the library's first cats. */
export function mixOwn(): void {
  const { items, setMargins } = useStudio.getState();
  const own = ownForGrid({ items });
  const others = catsToOffer(items).flatMap(({ id }) => (own.includes(id) ? [] : id));
  setMargins(own, own.length === 1 && others.length > 0 ? others.slice(0, DESTINATION_COUNT) : own);
}

/** Decides how much of a block's styles the source gives, in one row or (null) in all of them. */
export function setStrength(rowId: string | null, block: number, strength: Strength): void {
  const studio = useStudio.getState();
  studio.setStrength(rowId, block, strength);
  // The large switches follow the row that is being edited, unless they edit all of them.
  if (studio.editedRowId !== null) studio.editRow(rowId);
}

/**
 * Remembers a schema for pasting, also elsewhere: as text, SDDDD.
 * @param clipboard that of a copy event; else the text goes to the system's clipboard, if the browser allows it
 */
export function copySchema(schema: Schema, clipboard?: DataTransfer | null): void {
  const { copySchema: remember, notify } = useStudio.getState();
  const text = formatSchema(schema);
  remember(schema);
  if (clipboard) clipboard.setData('text/plain', text);
  else navigator.clipboard?.writeText(text).catch(() => {}); // pasting on this page works all the same
  notify(noticeWords.copiedSchema(text));
}

/** Gives a row, or (null) all rows, the schema that a text says: SDDDD, or S,D,0.5,D,D. */
export function pasteSchemaText(rowId: string | null, text: string): void {
  const studio = useStudio.getState();
  try {
    studio.setSchema(rowId, parseSchema(text.trim(), selectLayerCount(studio)));
  } catch (error) {
    studio.notify(errorSentence(error), 'problem');
  }
}

/** Gives a row, or (null) all rows, the schema that was copied last. */
export function pasteSchema(rowId: string | null): void {
  const { copiedSchema, setSchema } = useStudio.getState();
  if (copiedSchema) setSchema(rowId, copiedSchema);
}

/** Switches to begin with, each once: from the coarse layers to the fine ones. */
export const presetChoices = (layerCount: number): readonly Schema[] => [...new Set(presetSchemas(layerCount))];

/** Gives a preset to the rows that the large switches change. */
export function setPreset(schema: Schema): void {
  const { editedRowId, setSchema } = useStudio.getState();
  setSchema(editedRowId, schema);
  if (editedRowId === null) sayPresetRows();
}

/** Gives all rows the presets in turn. */
export function applyPresetRows(): void {
  useStudio.getState().applyPreset();
  sayPresetRows();
}

const sayPresetRows = (): void => useStudio.getState().notify(noticeWords.presetRows);

/** The cats on the grid's margins: what mixtures are made of, and what leaves with them. */
export interface GridCats {
  readonly sources: readonly LibraryItem[];
  readonly rows: readonly { readonly destination: LibraryItem; readonly schema: Schema }[];
}

export function gridCats({ sources, rows, items }: StudioState): GridCats {
  const itemOf = (id: string): LibraryItem => items.find((item) => item.id === id)!;
  return {
    sources: sources.map(itemOf),
    rows: rows.map(({ itemId, schema }) => ({ destination: itemOf(itemId), schema })),
  };
}

/** A cell of the mixing grid. */
export type Mixture = Omit<MixSpec, 'kind'>;

/** 'Tabby × Ginger': the destination, then what it was crossed with. */
export const mixtureName = ({ source, destination }: Mixture): string =>
  nameWords.crossed(destination.name, source.name);

/** Puts a mixture into the library. @returns its id; null when that failed */
export const keepMixture = (mixture: Mixture): Promise<string | null> =>
  keepStylesAsItem(mixtureName(mixture), () => mixedStyles(mixture));

/** Where one can go on with a mixture: as the destination of a new row, or in another tab. */
export type NextPlace = 'row' | 'latent' | 'kittens';

/** Keeps a mixture and goes on with it. @returns whether it was kept */
export async function continueWithMixture(mixture: Mixture, place: NextPlace): Promise<boolean> {
  const id = await keepMixture(mixture);
  if (id === null) return false;
  const studio = useStudio.getState();
  if (place === 'row') {
    studio.addRow(id, mixture.schema);
  } else {
    studio.selectItem(id);
    studio.setTab(place);
  }
  return true;
}
