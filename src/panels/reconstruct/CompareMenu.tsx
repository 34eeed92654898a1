import { Columns2, FolderOpen } from 'lucide-react';
import { compareWith } from '../../actions/compareModels.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuAction, MenuLine, MenuTitle } from '../../ui/Menu.tsx';

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
        <Button disabled={!isReady} title="See what another model makes of the same photos">
          <Columns2 />
          Compare with…
        </Button>
      }
    >
      <MenuTitle>{others.length > 0 ? 'Another model beside this one' : 'No other model is here yet'}</MenuTitle>
      {others.map(({ name, title, resolution }) => (
        <MenuAction key={name} onChoose={() => void compareWith(name)} keys={`${resolution}×${resolution}`}>
          {title}
        </MenuAction>
      ))}
      <MenuLine />
      <MenuAction onChoose={() => openDialog({ kind: 'modelCard' })}>
        <FolderOpen aria-hidden />
        Open a model…
      </MenuAction>
    </Menu>
  );
}
