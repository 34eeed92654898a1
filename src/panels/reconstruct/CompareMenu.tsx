import { Columns2, FolderOpen } from 'lucide-react';
import { compareWith } from '../../actions/compareModels.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuAction, MenuLine, MenuTitle } from '../../ui/Menu.tsx';
import { inOwnWords } from '../../words/modelSentences.ts';
import { reconstructWords } from '../../words/reconstructWords.ts';

/** Chooses another model, of all that the page offers, that redraws the photos beside the one in use. */
export function CompareMenu() {
  const isReady = useStudio(selectIsReady);
  const ownName = useStudio((s) => s.model?.name);
  const models = useStudio((s) => s.models);
  const keptModels = useStudio((s) => s.keptModels);
  const openDialog = useStudio((s) => s.openDialog);
  const byName = new Map([...models, ...keptModels].map((model) => [model.name, model]));
  const others = [...byName.values()].filter(({ name }) => name !== ownName);
  return (
    <Menu
      trigger={
        <Button disabled={!isReady} title={reconstructWords.compare.title}>
          <Columns2 />
          {reconstructWords.compare.button}
        </Button>
      }
    >
      <MenuTitle>{others.length > 0 ? reconstructWords.compare.another : reconstructWords.compare.none}</MenuTitle>
      {others.map(({ resolution, ...model }) => (
        <MenuAction key={model.name} onChoose={() => void compareWith(model.name)} keys={`${resolution}×${resolution}`}>
          {inOwnWords(model).title}
        </MenuAction>
      ))}
      <MenuLine />
      <MenuAction onChoose={() => openDialog({ kind: 'modelCard' })}>
        <FolderOpen aria-hidden />
        {reconstructWords.compare.open}
      </MenuAction>
    </Menu>
  );
}
