import { learnDirection } from '../latent/examples.ts';
import { measureAxis } from '../latent/latentStatistics.ts';
import { meanCode } from '../latent/styles.ts';
import { stylesOf } from '../pictures/renderings.ts';
import { engine } from '../pictures/runningEngine.ts';
import { type Mark, markedItems } from '../store/examplesSlice.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { learntSentence } from '../words/learntSentence.ts';
import { noticeWords } from '../words/noticeWords.ts';

/**
 * Learns a direction from the marked cats and puts it at the top of the list.
 * @returns whether there is one; if not, a notice says why
 */
export async function learnFromExamples(name: string): Promise<boolean> {
  const { items, marks, notify } = useStudio.getState();
  const owner = engine();
  const { layerCount } = owner.model.architecture;
  const codesOf = (mark: Mark) =>
    Promise.all(markedItems(items, marks, mark).map(async (item) => meanCode(await stylesOf(item), layerCount)));
  try {
    const learnt = learnDirection({ more: await codesOf('more'), less: await codesOf('less') });
    if (!learnt) {
      notify(noticeWords.examples.same, 'problem');
      return false;
    }
    const { vector, learntFrom } = learnt;
    const axis = measureAxis(await owner.latentStatistics(), vector);
    if (engine() !== owner) return false;
    const direction = { ...axis, name, kind: 'examples', firstBlock: 0, lastBlock: layerCount - 1 } as const;
    useStudio.getState().addDirections([{ ...direction, isStarred: false, learntFrom }]);
    notify(noticeWords.examples.learnt(name, learntSentence(learntFrom)));
    return true;
  } catch (error) {
    if (engine() === owner) notify(errorSentence(error), 'problem');
    return false;
  }
}
