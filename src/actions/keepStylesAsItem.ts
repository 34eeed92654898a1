import { keepStyles } from '../store/assets.ts';
import { errorSentence } from '../store/errorSentences.ts';
import { newId } from '../store/newId.ts';
import { useStudio } from '../store/studio.ts';

/**
 * Puts a made cat into the library, where it can be mixed and reshaped further.
 * @returns its id; null when it could not be made, which a notice says
 */
export async function keepStylesAsItem(
  name: string,
  makeStyles: () => Promise<Float32Array<ArrayBuffer>>,
): Promise<string | null> {
  const { addItems, notify } = useStudio.getState();
  try {
    const id = newId('kept');
    keepStyles(id, await makeStyles());
    addItems([{ kind: 'kept', id, name }]);
    notify(`“${name}” is in your library now.`);
    return id;
  } catch (error) {
    notify(errorSentence(error), 'problem');
    return null;
  }
}
