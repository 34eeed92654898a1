import { Share } from 'lucide-react';
import { useState } from 'react';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { GridExportForm } from './GridExportForm.tsx';

/** Takes the grid home: how it looks, as what, to where. */
export function ExportMenu() {
  const [isOpen, setOpen] = useState(false);
  const isEmpty = useStudio((s) => s.sources.length === 0 || s.rows.length === 0);
  return (
    <Popover
      label="Export the grid"
      className="w-[44rem]"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button disabled={isEmpty}>
          <Share />
          Export
        </Button>
      }
    >
      <GridExportForm onStart={() => setOpen(false)} />
    </Popover>
  );
}
