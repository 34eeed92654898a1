import { Image, Share, Sheet } from 'lucide-react';
import { downloadComparison, downloadContests } from '../../actions/comparisonExport.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuAction } from '../../ui/Menu.tsx';
import { compareWords } from '../../words/compareWords.ts';

/** Takes home what two models make of all photos. */
export const ComparisonExportMenu = () => (
  <Menu
    trigger={
      <Button>
        <Share />
        {compareWords.export}
      </Button>
    }
  >
    <MenuAction onChoose={() => void downloadComparison()}>
      <Image aria-hidden />
      {compareWords.exportPng}
    </MenuAction>
    <MenuAction onChoose={() => void downloadContests()}>
      <Sheet aria-hidden />
      {compareWords.exportCsv}
    </MenuAction>
  </Menu>
);
