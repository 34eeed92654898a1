import { useState } from 'react';

interface SheetProps {
  readonly url: string;
  readonly alt: string;
  readonly caption: string;
  readonly className?: string;
}

/** A picture that a model folder may carry, larger at a click; one that is not there shows nothing. */
export function Sheet({ url, alt, caption, className }: SheetProps) {
  const [isMissing, setMissing] = useState(false);
  if (isMissing) return null;
  return (
    <figure className={className}>
      <a href={url} target="_blank" rel="noreferrer" className="block rounded-2xl">
        <img src={url} alt={alt} className="w-full rounded-2xl" onError={() => setMissing(true)} />
      </a>
      <figcaption className="mt-1.5 text-xs text-muted">{caption}</figcaption>
    </figure>
  );
}
