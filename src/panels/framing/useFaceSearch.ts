import { useCallback, useEffect, useRef, useState } from 'react';
import { searchFace } from '../../actions/framing.ts';
import type { Proposal } from '../../framing/findFace.ts';
import type { CropBox } from '../../image/crop.ts';
import type { PhotoItem } from '../../store/librarySlice.ts';
import { errorSentence } from '../../words/errorSentences.ts';

type FaceSearchJob =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly looked: readonly CropBox[] }
  | { readonly state: 'done'; readonly proposals: readonly Proposal[] }
  | { readonly state: 'failed'; readonly message: string };

/**
 * The search for the face in a photo, and how to begin it.
 * @param onFound takes the best frame, if there is one
 */
export function useFaceSearch(item: PhotoItem, onFound: (box: CropBox) => void): [FaceSearchJob, () => Promise<void>] {
  const [job, setJob] = useState<FaceSearchJob>({ state: 'idle' });
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  const search = useCallback(async () => {
    setJob({ state: 'running', looked: [] });
    const settle = (next: FaceSearchJob) => isShown.current && setJob(next);
    try {
      const proposals = await searchFace(item, {
        isThorough: true,
        onLook: (looked) => settle({ state: 'running', looked }),
      });
      settle({ state: 'done', proposals });
      if (proposals[0] && isShown.current) onFound(proposals[0].box);
    } catch (error) {
      settle({ state: 'failed', message: errorSentence(error) });
    }
  }, [item.id, onFound]);

  return [job, search];
}
