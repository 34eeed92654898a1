import { useEffect } from 'react';
import { openDirections } from '../../actions/directionList.ts';
import { type LibraryItem, selectSelectedItem } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { latentWords } from '../../words/latentWords.ts';
import { NoCatsYet } from '../library/NoCatsYet.tsx';
import { ModelStatusCard } from '../model/ModelStatus.tsx';
import { PanelHeading } from '../PanelHeading.tsx';
import { DirectionList } from './DirectionList.tsx';
import { LatentControls } from './LatentControls.tsx';
import { LatentStage } from './LatentStage.tsx';

/** One cat and the directions that it can be moved along. */
export function LatentPanel() {
  const item = useStudio(selectSelectedItem);
  const isReady = useStudio(selectIsReady);

  useEffect(() => {
    if (isReady) void openDirections();
  }, [isReady]);

  return (
    <>
      <PanelHeading title={latentWords.title}>{latentWords.intro}</PanelHeading>
      {!item && <NoCatsYet />}
      {item && !isReady && <ModelStatusCard />}
      {item && isReady && <Workbench key={item.id} item={item} />}
    </>
  );
}

const Workbench = ({ item }: { readonly item: LibraryItem }) => (
  <div className="grid grid-cols-1 items-start gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
    <div className="contents xl:sticky xl:top-24 xl:flex xl:flex-col xl:gap-6">
      <LatentStage item={item} />
      <LatentControls item={item} />
    </div>
    <DirectionList item={item} />
  </div>
);
