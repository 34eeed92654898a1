import { Download, LibraryBig, RotateCcw } from 'lucide-react';
import { downloadReshaped, keepReshaped } from '../../actions/latent.ts';
import { catLink } from '../../actions/links.ts';
import { latentKey } from '../../pictures/latentStyles.ts';
import { reshapedStyles } from '../../pictures/renderings.ts';
import { useLivePicture } from '../../pictures/usePicture.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { latentWords } from '../../words/latentWords.ts';
import { LinkMenu } from '../LinkPart.tsx';
import { ItemPicture } from '../library/ItemPicture.tsx';
import { PictureProblem } from '../PictureProblem.tsx';
import { DragAxisFields } from './DragAxisFields.tsx';
import { DragPad } from './DragPad.tsx';
import { useLatent } from './useLatent.ts';

/** The cat as its settings make it, following every movement. */
export function LatentStage({ item }: { readonly item: LibraryItem }) {
  const { settings } = useLatent(item);
  const directions = useStudio((s) => s.directions);
  const zoom = useStudio((s) => s.zoom);
  const resetLatent = useStudio((s) => s.resetLatent);
  const { pixels, error, retry } = useLivePicture({ kind: 'latent', item, directions, settings });
  const isAtRest = latentKey(directions, settings) === latentKey(directions, { ...settings, psi: 1, offsets: {} });
  return (
    <section
      aria-label={latentWords.stage.label}
      className="max-xl:sticky max-xl:top-[calc(3.5rem+var(--room-above))] max-xl:z-10 max-xl:-mx-4 max-xl:bg-ground max-xl:px-4 max-xl:py-3 sm:max-xl:-mx-8 sm:max-xl:px-8"
    >
      <div className="flex items-end gap-4 xl:block">
        <div className="relative w-44 sm:w-64 xl:w-full">
          <DragPad item={item} className="overflow-hidden rounded-2xl xl:rounded-3xl">
            <Picture
              pixels={pixels}
              zoom={zoom}
              label={latentWords.stage.reshaped(item.name)}
              className="rounded-none"
            />
          </DragPad>
          <div className="pointer-events-none absolute bottom-2 left-2 w-14 overflow-hidden rounded-xl border-2 border-surface shadow-card xl:bottom-3 xl:left-3 xl:w-24">
            <ItemPicture
              item={item}
              label={latentWords.stage.before(item.name)}
              drawnSize={256}
              className="rounded-none"
            />
          </div>
        </div>
        <div className="flex flex-wrap gap-2 max-sm:flex-col xl:mt-4">
          <Button look="primary" disabled={!pixels} onClick={() => void keepReshaped(item, settings)}>
            <LibraryBig />
            <span aria-hidden className="sm:hidden">
              {latentWords.stage.keep}
            </span>
            <span className="max-sm:sr-only">{latentWords.stage.keepInLibrary}</span>
          </Button>
          <Button disabled={!pixels} onClick={() => void downloadReshaped(item, settings)}>
            <Download />
            {latentWords.stage.png}
          </Button>
          <LinkMenu
            isDisabled={!pixels}
            make={async () =>
              catLink({
                name: latentWords.stage.reshaped(item.name),
                styles: await reshapedStyles({ item, directions, settings }),
              })
            }
          />
          <IconButton label={latentWords.stage.resetAll} disabled={isAtRest} onClick={() => resetLatent(item.id)}>
            <RotateCcw />
          </IconButton>
        </div>
      </div>
      <div className="mt-3 xl:mt-5">
        <DragAxisFields />
      </div>
      <div className="[&>p]:mt-2" aria-live="polite">
        {error !== null && <PictureProblem error={error} onRetry={retry} />}
      </div>
    </section>
  );
}
