import { Image, Share, Sheet } from 'lucide-react';
import { downloadComparison, downloadContests } from '../../actions/compareModels.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuAction } from '../../ui/Menu.tsx';

/** Takes home what two models make of all photos. */
export const ComparisonExportMenu = () => (
  <Menu
    trigger={
      <Button>
        <Share />
        Export
      </Button>
    }
  >
    <MenuAction onChoose={() => void downloadComparison()}>
      <Image aria-hidden />
      All photos as one PNG
    </MenuAction>
    <MenuAction onChoose={() => void downloadContests()}>
      <Sheet aria-hidden />
      All figures as CSV
    </MenuAction>
  </Menu>
);
