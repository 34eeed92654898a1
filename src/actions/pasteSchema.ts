import { parseSchema } from '../latent/styles.ts';
import { selectLayerCount } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';

/** Gives a row, or (null) all rows, the schema that a text says: SDDDD, or S,D,0.5,D,D. */
export function pasteSchemaText(rowId: string | null, text: string): void {
  const studio = useStudio.getState();
  try {
    studio.setSchema(rowId, parseSchema(text.trim(), selectLayerCount(studio)));
  } catch (error) {
    studio.notify(errorSentence(error), 'problem');
  }
}

/** Gives a row, or (null) all rows, the schema that was copied last. */
export function pasteSchema(rowId: string | null): void {
  const { copiedSchema, setSchema } = useStudio.getState();
  if (copiedSchema) setSchema(rowId, copiedSchema);
}
