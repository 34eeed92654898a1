import { ClipboardCopy, Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Link } from '../actions/links.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { panelWords } from '../words/panelWords.ts';
import { LinkPart } from './LinkPart.tsx';

interface PicturePopoverProps {
  readonly label: string;
  readonly trigger: ReactNode;
  readonly className?: string;
  /** What can be chosen about the picture. */
  readonly children: ReactNode;
  /** The picture carries its recipe. */
  readonly doesReopen?: boolean;
  /** Makes the link to the same. */
  readonly link?: () => Promise<Link>;
  readonly onCopy: () => Promise<void>;
  readonly onDownload: () => Promise<void>;
}

/** Takes a picture home: once it is under way, the page's messages say how it went. */
export function PicturePopover({
  children,
  doesReopen = false,
  link,
  onCopy,
  onDownload,
  ...popover
}: PicturePopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const start = (action: () => Promise<void>) => {
    setOpen(false);
    void action();
  };
  return (
    <Popover {...popover} open={isOpen} onOpenChange={setOpen}>
      {children}
      {doesReopen && <p className="text-xs text-pretty text-muted">{panelWords.reopens}</p>}
      <div className="mt-3 grid grid-cols-2 gap-2">
        <Button onClick={() => start(onCopy)}>
          <ClipboardCopy />
          {panelWords.copy}
        </Button>
        <Button look="primary" onClick={() => start(onDownload)}>
          <Download />
          {panelWords.download}
        </Button>
      </div>
      {link && <LinkPart make={link} className="mt-4 border-t border-line pt-4" />}
    </Popover>
  );
}
