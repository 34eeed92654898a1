import { Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyLink, type Link } from '../actions/links.ts';
import { LONGEST_LINK } from '../recipes/linkHash.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import { errorSentence } from '../words/errorSentences.ts';
import { grouped } from '../words/language.ts';
import { panelWords } from '../words/panelWords.ts';

interface LinkPartProps {
  /** Makes the link to what is on the page now. */
  readonly make: () => Promise<Link>;
  readonly className?: string;
}

type LinkJob =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly link: Link }
  | { readonly state: 'failed'; readonly message: string };

/** A link, and what is to be known before it is copied: that no photo goes with it, and whether it is too long. */
export function LinkPart({ make, className }: LinkPartProps) {
  const [job, setJob] = useState<LinkJob>({ state: 'running' });
  const [makeOnce] = useState(() => make); // as it is when this is opened
  useEffect(() => {
    let isCurrent = true;
    makeOnce().then(
      (link) => isCurrent && setJob({ state: 'done', link }),
      (error: unknown) => isCurrent && setJob({ state: 'failed', message: errorSentence(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [makeOnce]);
  const link = job.state === 'done' ? job.link : null;
  const isUsable = link !== null && link.length !== 'tooLong';
  return (
    <div className={className}>
      <p aria-live="polite" className="mb-2.5 text-xs text-pretty text-muted">
        {job.state === 'failed' ? job.message : sentenceOn(link)}
      </p>
      <div className="flex items-center gap-2">
        <input
          readOnly
          aria-label={panelWords.link.link}
          value={isUsable ? link.address : ''}
          placeholder={job.state === 'running' ? panelWords.link.making : panelWords.link.none}
          onFocus={(event) => event.currentTarget.select()}
          className="h-9 min-w-0 grow truncate rounded-full border border-line bg-sunken px-3.5 text-xs text-muted pointer-coarse:h-11"
        />
        <Button disabled={!isUsable} onClick={() => link && void copyLink(link)}>
          <Link2 />
          {panelWords.link.copy}
        </Button>
      </div>
    </div>
  );
}

function sentenceOn(link: Link | null): string {
  const { noPhoto, asEncoded, long, tooLong } = panelWords.link;
  const count = grouped(link?.address.length ?? 0);
  if (link?.length === 'tooLong') return tooLong(count, grouped(LONGEST_LINK));
  return [
    noPhoto,
    ...(link?.isAsEncoded ? [asEncoded] : []),
    ...(link?.length === 'longForChats' ? [long(count)] : []),
  ].join(' ');
}

/** The link behind a small button. */
export const LinkMenu = ({
  make,
  isDisabled,
}: {
  readonly make: LinkPartProps['make'];
  readonly isDisabled: boolean;
}) => (
  <Popover
    label={panelWords.link.link}
    className="w-84"
    trigger={
      <IconButton look="plain" label={panelWords.link.toCat} disabled={isDisabled}>
        <Link2 />
      </IconButton>
    }
  >
    <LinkPart make={make} />
  </Popover>
);
