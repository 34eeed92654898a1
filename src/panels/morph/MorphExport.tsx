import { Share, X } from 'lucide-react';
import { useState } from 'react';
import { stopMorphExport } from '../../actions/morph.ts';
import { useStudio } from '../../store/studio.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { morphWords } from '../../words/morphWords.ts';
import { MorphExportForm } from './MorphExportForm.tsx';

/** Takes the film home, and shows how far that is. */
export function MorphExport() {
  const [isOpen, setOpen] = useState(false);
  const job = useStudio((s) => s.morphExportJob);
  if (job.state === 'running') {
    const { format, doneFrames, totalFrames } = job;
    return (
      <div role="status" className="mt-5 flex items-center gap-3 border-t border-line pt-4">
        <div className="min-w-0 grow">
          <p className="mb-1.5 text-sm font-medium tabular-nums">
            {morphWords.export.frame(morphWords.export.formats[format], doneFrames + 1, totalFrames)}
          </p>
          <ProgressBar label={morphWords.export.export} fraction={doneFrames / totalFrames} />
        </div>
        <IconButton label={morphWords.export.cancel} onClick={stopMorphExport}>
          <X />
        </IconButton>
      </div>
    );
  }
  return (
    <div className="mt-5 border-t border-line pt-4">
      <Popover
        label={morphWords.export.label}
        className="w-84"
        open={isOpen}
        onOpenChange={setOpen}
        trigger={
          <Button className="w-full">
            <Share />
            {morphWords.export.button}
          </Button>
        }
      >
        <MorphExportForm onStart={() => setOpen(false)} />
      </Popover>
    </div>
  );
}
