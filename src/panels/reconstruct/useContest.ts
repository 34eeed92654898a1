import { useEffect } from 'react';
import { measurePair } from '../../actions/compareModels.ts';
import { contestKey, type ModelPair, modelPairOf } from '../../pictures/rivalPair.ts';
import { useNoise } from '../../pictures/useNoise.ts';
import { type ShownPicture, usePicture } from '../../pictures/usePicture.ts';
import type { PhotoItem } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import type { Contest } from '../../store/rivalSlice.ts';
import { useStudio } from '../../store/studio.ts';

interface ShownContest {
  /** Null while there are not two models that run. */
  readonly pair: ModelPair | null;
  readonly own: ShownPicture;
  readonly rival: ShownPicture;
  /** Null until it is measured. */
  readonly contest: Contest | null;
}

/** A photo as the two models that are compared redraw it, and how alike either is. Only pictures that are there are measured. */
export function useContest(photo: PhotoItem): ShownContest {
  const isReady = useStudio(selectIsReady);
  const ownModel = useStudio((s) => s.model);
  const rivalModel = useStudio((s) => s.rival?.model ?? null);
  const noise = useNoise();
  const pair = isReady && ownModel && rivalModel ? modelPairOf(photo, ownModel, rivalModel) : null;
  const key = pair && ownModel ? contestKey(pair, ownModel, noise) : null;
  const contest = useStudio((s) => (key === null ? null : s.contests[key]));
  const own = usePicture(pair?.own.redrawn ?? null);
  const rival = usePicture(pair?.rival.redrawn ?? null);
  const isMissing = contest === undefined && isThere(own) && isThere(rival);
  useEffect(() => {
    if (isMissing) void measurePair(photo);
  }, [isMissing, photo, key]);
  return { pair, own, rival, contest: contest ?? null };
}

const isThere = ({ pixels, isStale }: ShownPicture): boolean => pixels !== null && !isStale;
