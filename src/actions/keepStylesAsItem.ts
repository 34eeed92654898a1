import { keepStyles } from '../store/assets.ts';
import { errorSentence } from '../store/errorSentences.ts';
import { newId } from '../store/newId.ts';
import { useStudio } from '../store/studio.ts';

/** Puts a made cat into the library, where it can be mixed and reshaped further. */
export async function keepStylesAsItem(
  name: string,
  makeStyles: () => Promise<Float32Array<ArrayBuffer>>,
): Promise<void> {
  const { addItems, notify } = useStudio.getState();
  try {
    const id = newId('kept');
    keepStyles(id, await makeStyles());
    addItems([{ kind: 'kept', id, name }]);
    notify(`“${name}” is in your library now.`);
  } catch (error) {
    notify(errorSentence(error), 'problem');
  }
}
