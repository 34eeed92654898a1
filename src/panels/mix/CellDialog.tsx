import { Cat, Download, LibraryBig, Rows3, SlidersHorizontal } from 'lucide-react';
import { catLink } from '../../actions/links.ts';
import {
  continueWithMixture,
  keepMixture,
  type Mixture,
  mixtureName,
  type NextPlace,
  setStrength,
} from '../../actions/mix.ts';
import { downloadFile, rowPng } from '../../actions/saveFile.ts';
import { formatSchema } from '../../latent/styles.ts';
import { mixedStyles } from '../../pictures/renderings.ts';
import { usePicture, useThumbnail } from '../../pictures/usePicture.ts';
import { type LibraryItem, selectItemById } from '../../store/librarySlice.ts';
import type { MixRow } from '../../store/mixSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { moveFocusByArrow } from '../../ui/arrowNavigation.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogActions } from '../../ui/DialogActions.tsx';
import { OriginStrip } from '../../ui/OriginStrip.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { blockMeaning, blockSize } from '../../words/blockMeaning.ts';
import { fileName } from '../../words/fileName.ts';
import { fileWords } from '../../words/fileWords.ts';
import { layerWords } from '../../words/layerWords.ts';
import { mixWords } from '../../words/mixWords.ts';
import { schemaSentence } from '../../words/schemaSentence.ts';
import { LinkMenu } from '../LinkPart.tsx';
import { ItemPicture } from '../library/ItemPicture.tsx';
import { PictureProblem } from '../PictureProblem.tsx';

/** One mixture of the grid, large, between its parents. */
export function CellDialog({ sourceId, rowId }: { readonly sourceId: string; readonly rowId: string }) {
  const source = useStudio(selectItemById(sourceId));
  const row = useStudio((s) => s.rows.find(({ id }) => id === rowId));
  const destination = useStudio((s) => s.items.find(({ id }) => id === row?.itemId));
  return source && row && destination ? <LargeMixture source={source} row={row} destination={destination} /> : null;
}

interface LargeMixtureProps {
  readonly source: LibraryItem;
  readonly row: MixRow;
  readonly destination: LibraryItem;
}

function LargeMixture({ source, row, destination }: LargeMixtureProps) {
  const closeDialog = useStudio((s) => s.closeDialog);
  const mixture = { kind: 'mix', source, destination, schema: row.schema } as const;
  const { pixels, isStale, error, retry } = usePicture(mixture);
  const cell = useThumbnail(mixture);
  const name = mixtureName(mixture);
  const isUnderWay = !pixels || isStale;
  return (
    <Dialog
      title={name}
      description={mixWords.cell.schema(
        schemaSentence(row.schema, { source: source.name, destination: destination.name }),
        formatSchema(row.schema),
      )}
      onClose={closeDialog}
      className="max-w-3xl"
    >
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-[minmax(0,1fr)_13rem]">
        <Picture
          pixels={(isStale ? cell.pixels : null) ?? pixels}
          isStale={isStale}
          label={name}
          className="rounded-2xl sm:rounded-3xl"
        />
        <div className="flex gap-4 max-sm:grid max-sm:grid-cols-2 sm:flex-col">
          <Parent item={source} letter="S" tone="bg-accent text-on-accent" />
          <Parent item={destination} letter="D" tone="bg-ink text-ground" />
        </div>
      </div>
      <div className="[&>p]:mt-4" aria-live="polite">
        {error !== null && <PictureProblem error={error} onRetry={retry} />}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the switches inside. */}
      <div className="mt-6 overflow-x-auto p-1" onKeyDown={moveFocusByArrow}>
        <OriginStrip
          size="large"
          navRow={0}
          strengths={row.schema}
          onSet={(block, strength) => setStrength(row.id, block, strength)}
          labelOf={(block) => layerWords.named(blockSize(block), blockMeaning(block, row.schema.length))}
          captionOf={(block) => (
            <span className="block w-15 text-xs sm:w-20 leading-snug text-muted">
              <span className="block text-sm font-semibold text-ink">{blockSize(block)}</span>
              {blockMeaning(block, row.schema.length)}
            </span>
          )}
        />
      </div>
      <p className="mt-3 text-xs text-muted">{mixWords.cell.wholeRow}</p>
      <div className="mt-5 flex flex-wrap items-center justify-between gap-2 max-sm:contents">
        <GoOn mixture={mixture} isDisabled={isUnderWay} onDone={closeDialog} />
        <DialogActions>
          <LinkMenu isDisabled={isUnderWay} make={async () => catLink({ name, styles: await mixedStyles(mixture) })} />
          <Button
            disabled={isUnderWay}
            onClick={() => void downloadFile(fileName(name, fileWords.mix), () => rowPng([pixels!]))}
          >
            <Download />
            {mixWords.cell.png}
          </Button>
          <Button look="primary" disabled={isUnderWay} onClick={() => void keepMixture(mixture)}>
            <LibraryBig />
            {mixWords.cell.keep}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}

interface GoOnProps {
  readonly mixture: Mixture;
  readonly isDisabled: boolean;
  readonly onDone: () => void;
}

const PLACES: readonly { readonly place: NextPlace; readonly Icon: typeof Cat }[] = [
  { place: 'row', Icon: Rows3 },
  { place: 'latent', Icon: SlidersHorizontal },
  { place: 'kittens', Icon: Cat },
];

/** Where to go on with the mixture; it is kept in the library on the way. */
const GoOn = ({ mixture, isDisabled, onDone }: GoOnProps) => (
  <fieldset className="flex flex-wrap items-center gap-1 max-sm:mt-3">
    <legend className="float-left mr-1 text-sm text-muted">{mixWords.cell.goOn}</legend>
    {PLACES.map(({ place, Icon }) => (
      <Button
        key={place}
        look="quiet"
        className="px-3"
        disabled={isDisabled}
        onClick={async () => {
          if (await continueWithMixture(mixture, place)) onDone();
        }}
      >
        <Icon />
        {mixWords.cell.places[place]}
      </Button>
    ))}
  </fieldset>
);

interface ParentProps {
  readonly item: LibraryItem;
  readonly letter: string;
  readonly tone: string;
}

const Parent = ({ item, letter, tone }: ParentProps) => (
  <figure>
    <ItemPicture item={item} label={item.name} className="rounded-2xl" />
    <figcaption className="mt-1.5 flex items-center gap-2 text-sm">
      <b className={`grid size-5 shrink-0 place-items-center rounded-full text-xs ${tone}`}>{letter}</b>
      <span className="truncate">{item.name}</span>
    </figcaption>
  </figure>
);
