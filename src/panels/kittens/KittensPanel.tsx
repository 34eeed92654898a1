import { breedLitter, rerollLitter } from '../../actions/kittens.ts';
import { selectShownLitter } from '../../store/familySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { kittensWords } from '../../words/kittensWords.ts';
import { NoCatsYet } from '../library/NoCatsYet.tsx';
import { ModelStatusCard } from '../model/ModelStatus.tsx';
import { PanelHeading } from '../PanelHeading.tsx';
import { useKey } from '../useKey.ts';
import { Couple } from './Couple.tsx';
import { FamilyTree } from './FamilyTree.tsx';
import { KittenCard } from './KittenCard.tsx';
import { Litter } from './Litter.tsx';
import { useBroughtIntoView } from './useBroughtIntoView.ts';

/** Two parents, their litters, and whoever descends from them. */
export function KittensPanel() {
  const isReady = useStudio(selectIsReady);
  const isEmpty = useStudio((s) => s.items.length === 0 && s.family.litters.length === 0);
  return (
    <>
      <PanelHeading title={kittensWords.title}>{kittensWords.intro}</PanelHeading>
      {isEmpty && <NoCatsYet />}
      {!isEmpty && !isReady && <ModelStatusCard />}
      {!isEmpty && isReady && <Nursery />}
    </>
  );
}

function Nursery() {
  const litter = useStudio(selectShownLitter);
  const chosenId = useStudio((s) => s.chosenKittenId);
  const couple = useBroughtIntoView<HTMLElement>(useStudio((s) => s.couple));
  const card = useBroughtIntoView<HTMLElement>(chosenId);
  const born = useBroughtIntoView<HTMLElement>(litter?.id);
  useKey('n', rerollLitter);
  return (
    <>
      <div className="grid grid-cols-1 items-start gap-x-8 gap-y-8 md:grid-cols-2 xl:grid-cols-[minmax(0,19rem)_minmax(0,1fr)_minmax(0,17rem)]">
        <Couple ref={couple} />
        <Litter litter={litter} onBreed={breedLitter} ref={born} />
        {litter && <KittenCard key={chosenId} id={chosenId} ref={card} />}
      </div>
      <FamilyTree />
    </>
  );
}
