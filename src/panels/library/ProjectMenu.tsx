import { ChevronDown, FolderOpen, HardDrive, Save } from 'lucide-react';
import { pickProject, saveProject } from '../../actions/project.ts';
import { useStudio } from '../../store/studio.ts';
import { Menu, MenuAction } from '../../ui/Menu.tsx';
import { libraryWords } from '../../words/libraryWords.ts';

/** All that is on the page: as a file, from a file, and in the browser. Narrow screens have it in the menu of the library's order. */
export const ProjectMenu = () => (
  <Menu
    trigger={
      <button
        type="button"
        className="ml-auto flex h-8 items-center gap-1.5 rounded-full px-2 text-sm text-muted hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken data-[state=open]:text-ink max-lg:hidden"
      >
        {libraryWords.project.project}
        <ChevronDown aria-hidden className="size-4" />
      </button>
    }
  >
    <ProjectActions />
  </Menu>
);

export function ProjectActions() {
  const openDialog = useStudio((s) => s.openDialog);
  return (
    <>
      <MenuAction keys="Ctrl S" onChoose={() => void saveProject()}>
        <Save aria-hidden />
        {libraryWords.project.save}
      </MenuAction>
      <MenuAction keys="Ctrl O" onChoose={pickProject}>
        <FolderOpen aria-hidden />
        {libraryWords.project.open}
      </MenuAction>
      <MenuAction onChoose={() => openDialog({ kind: 'session' })}>
        <HardDrive aria-hidden />
        {libraryWords.project.kept}
      </MenuAction>
    </>
  );
}
