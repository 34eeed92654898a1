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
    <section aria-label="Picked cats" className="animate-rise border-y border-line bg-surface px-4 py-2 lg:px-5">
      <div className="flex min-h-9 items-center justify-between gap-2 text-sm">
        <p aria-live="polite">
          <b className="font-semibold">{count} picked</b>
          {isEmpty && <span className="text-muted"> · press cats to pick them</span>}
        </p>
        <IconButton label="End picking (Escape)" className="-mr-2" onClick={endPicking}>
          <X />
        </IconButton>
      </div>
      <div className="grid grid-cols-6 gap-1 lg:grid-cols-3">
        <Menu
          trigger={
            <BarButton disabled={isEmpty}>
              <Grid3x3 />
              Mix
            </BarButton>
          }
        >
          <MenuAction onChoose={() => mixPicked('eachWithEach')}>Each with each, on a new grid</MenuAction>
          <MenuAction onChoose={() => mixPicked('sources')}>Add as sources (columns)</MenuAction>
          <MenuAction onChoose={() => mixPicked('rows')}>Add as destinations (rows)</MenuAction>
        </Menu>
        <BarButton disabled={isEmpty} title="Put them into the film" onClick={filmPicked}>
          <Clapperboard />
          Film
        </BarButton>
        <BarButton disabled={isEmpty} title="See them beside their reconstructions" onClick={comparePicked}>
          <Columns2 />
          Gallery
        </BarButton>
        <BarButton
          disabled={!hasPhotos || !isReady}
          title="Find the faces in the photos"
          onClick={() => void framePicked()}
        >
          <ScanFace />
          Frame
        </BarButton>
        <BarButton
          disabled={isEmpty || !isReady}
          title="Pictures, figures and codes as ZIP"
          onClick={() => void downloadPicked()}
        >
          <ArrowDownToLine />
          Export
        </BarButton>
        <BarButton disabled={isEmpty} title="Take them out of the library (Delete)" onClick={removePicked}>
          <Trash2 />
          Remove
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
