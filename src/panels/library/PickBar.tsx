import { ArrowDownToLine, Clapperboard, Columns2, Grid3x3, ScanFace, Trash2, X } from 'lucide-react';
import type { ComponentProps } from 'react';
import {
  comparePicked,
  downloadPicked,
  filmPicked,
  framePicked,
  mixPicked,
  removePicked,
} from '../../actions/picked.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { pickedItems } from '../../store/pickSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Menu, MenuAction } from '../../ui/Menu.tsx';
import { libraryWords } from '../../words/libraryWords.ts';

/** What can be done with all cats that are picked. It stands behind them, so that they do not move when it comes. */
export function PickBar() {
  const pickedIds = useStudio((s) => s.pickedIds);
  const hasPhotos = useStudio((s) => pickedItems(s).some(({ kind }) => kind === 'photo'));
  const isReady = useStudio(selectIsReady);
  const endPicking = useStudio((s) => s.endPicking);
  if (pickedIds === null) return null;
  const count = pickedIds.length;
  const isEmpty = count === 0;
  return (
    <section
      aria-label={libraryWords.pick.label}
      className="animate-rise border-y border-line bg-surface px-4 py-2 lg:px-5"
    >
      <div className="flex min-h-9 items-center justify-between gap-2 text-sm">
        <p aria-live="polite">
          <b className="font-semibold">{libraryWords.pick.count(count)}</b>
          {isEmpty && <span className="text-muted"> {libraryWords.pick.hint}</span>}
        </p>
        <IconButton label={libraryWords.pick.end} className="-mr-2" onClick={endPicking}>
          <X />
        </IconButton>
      </div>
      <div className="grid grid-cols-6 gap-1 lg:grid-cols-3">
        <Menu
          trigger={
            <BarButton disabled={isEmpty}>
              <Grid3x3 />
              {libraryWords.pick.mix}
            </BarButton>
          }
        >
          <MenuAction onChoose={() => mixPicked('eachWithEach')}>{libraryWords.pick.eachWithEach}</MenuAction>
          <MenuAction onChoose={() => mixPicked('sources')}>{libraryWords.pick.addSources}</MenuAction>
          <MenuAction onChoose={() => mixPicked('rows')}>{libraryWords.pick.addDestinations}</MenuAction>
        </Menu>
        <BarButton disabled={isEmpty} title={libraryWords.pick.filmTitle} onClick={filmPicked}>
          <Clapperboard />
          {libraryWords.pick.film}
        </BarButton>
        <BarButton disabled={isEmpty} title={libraryWords.pick.galleryTitle} onClick={comparePicked}>
          <Columns2 />
          {libraryWords.pick.gallery}
        </BarButton>
        <BarButton
          disabled={!hasPhotos || !isReady}
          title={libraryWords.pick.frameTitle}
          onClick={() => void framePicked()}
        >
          <ScanFace />
          {libraryWords.pick.frame}
        </BarButton>
        <BarButton disabled={isEmpty || !isReady} title={libraryWords.order.zip} onClick={() => void downloadPicked()}>
          <ArrowDownToLine />
          {libraryWords.pick.export}
        </BarButton>
        <BarButton disabled={isEmpty} title={libraryWords.pick.removeTitle} onClick={removePicked}>
          <Trash2 />
          {libraryWords.card.remove}
        </BarButton>
      </div>
    </section>
  );
}

const BarButton = (props: ComponentProps<'button'>) => (
  <button
    type="button"
    className="touchable flex h-12 min-w-0 flex-col items-center justify-center gap-0.5 rounded-xl text-xs hover:bg-sunken disabled:pointer-events-none disabled:opacity-45 data-[state=open]:bg-sunken [&_svg]:size-4.5"
    {...props}
  />
);
