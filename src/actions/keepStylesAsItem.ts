import { newId } from '../base/newId.ts';
import { keepStyles, keptStyles } from '../pictures/assets.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';

/**
 * Puts a made cat into the library, where it can be mixed and reshaped further. One that is there already is not put there twice.
 * @returns its id; null when it could not be made, which a notice says
 */
export async function keepStylesAsItem(
  name: string,
  makeStyles: () => Promise<Float32Array<ArrayBuffer>>,
): Promise<string | null> {
  const { addItems, notify } = useStudio.getState();
  try {
    const styles = await makeStyles();
    const twin = useStudio.getState().items.find(({ kind, id }) => kind === 'kept' && isSame(keptStyles(id), styles));
    if (twin) {
      notify(`“${twin.name}” is in your library already.`);
      return twin.id;
    }
    const id = newId('kept');
    keepStyles(id, styles);
    addItems([{ kind: 'kept', id, name }]);
    notify(`“${name}” is in your library now.`);
    return id;
  } catch (error) {
    notify(errorSentence(error), 'problem');
    return null;
  }
}

const isSame = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
