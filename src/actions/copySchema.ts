import { formatSchema, type Schema } from '../latent/styles.ts';
import { useStudio } from '../store/studio.ts';

/**
 * Remembers a schema for pasting, also elsewhere: as text, SDDDD.
 * @param clipboard that of a copy event; else the text goes to the system's clipboard, if the browser allows it
 */
export function copySchema(schema: Schema, clipboard?: DataTransfer | null): void {
  const { copySchema: remember, notify } = useStudio.getState();
  const text = formatSchema(schema);
  remember(schema);
  if (clipboard) clipboard.setData('text/plain', text);
  else navigator.clipboard?.writeText(text).catch(() => {}); // pasting on this page works all the same
  notify(`Copied ${text}.`);
}
