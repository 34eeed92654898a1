import { useMemo } from 'react';
import { resolutionOf } from '../../networks/architecture.ts';
import { filmOf, previewOf } from '../../pictures/film.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { prefersReducedMotion } from '../../ui/reducedMotion.ts';
import { morphWords } from '../../words/morphWords.ts';
import { NoCatsYet } from '../library/NoCatsYet.tsx';
import { ModelStatusCard } from '../model/ModelStatus.tsx';
import { PanelHeading } from '../PanelHeading.tsx';
import { MorphControls } from './MorphControls.tsx';
import { MorphEmpty } from './MorphEmpty.tsx';
import { MorphStage } from './MorphStage.tsx';
import { MorphTimeline } from './MorphTimeline.tsx';
import { useFilmPlayer } from './useFilmPlayer.ts';

/** One cat turns into another. */
export function MorphPanel() {
  const isReady = useStudio(selectIsReady);
  const isEmpty = useStudio((s) => s.items.length === 0);
  return (
    <>
      <PanelHeading title={morphWords.title}>{morphWords.intro}</PanelHeading>
      {isEmpty && <NoCatsYet />}
      {!isEmpty && !isReady && <ModelStatusCard />}
      {!isEmpty && isReady && <Workbench />}
    </>
  );
}

function Workbench() {
  const morph = useStudio((s) => s.morph);
  const items = useStudio((s) => s.items);
  const model = useStudio((s) => s.model);
  const film = useMemo(() => {
    const whole = filmOf(morph, items);
    return whole && model && previewOf(whole, resolutionOf(model.architecture));
  }, [morph, items, model]);
  const player = useFilmPlayer(film, !prefersReducedMotion());
  if (!film) return <MorphEmpty />;
  const { key, progress } = film.moments[player.index]!;
  return (
    // On a desk the film is no higher than leaves the timeline in sight.
    <div className="grid grid-cols-1 items-start gap-x-10 gap-y-6 xl:grid-cols-[clamp(20rem,calc(100dvh-34rem),32rem)_minmax(0,1fr)]">
      <MorphStage film={film} player={player} />
      <MorphTimeline
        activeKey={key}
        activeProgress={progress}
        onShow={(index) =>
          player.seek(
            Math.max(
              0,
              film.moments.findIndex((moment) => moment.key === index),
            ),
          )
        }
      />
      <MorphControls />
    </div>
  );
}
