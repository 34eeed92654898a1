import { catLink } from '../../actions/links.ts';
import { selectItemById } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { panelWords } from '../../words/panelWords.ts';
import { LinkPart } from '../LinkPart.tsx';

/** The link to a cat of the library. */
export function LinkDialog({ itemId }: { readonly itemId: string }) {
  const item = useStudio(selectItemById(itemId));
  const closeDialog = useStudio((s) => s.closeDialog);
  if (!item) return null;
  return (
    <Dialog title={panelWords.link.toCat} description={item.name} onClose={closeDialog} className="max-w-md">
      <LinkPart make={() => catLink(item)} />
    </Dialog>
  );
}
