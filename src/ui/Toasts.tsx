import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Notice } from '../words/notice.ts';
import { uiWords } from '../words/uiWords.ts';

const SHOWN_MS = { plain: 4000, problem: 10_000, offer: 10_000 } as const;

interface ToastsProps {
  readonly notices: readonly Notice[];
  readonly onDismiss: (id: string) => void;
}

/**
 * Sentences that appear at the bottom, on phones right above the bar, where the end of the page leaves room to scroll what they
 * cover free, on the smallest below the top bar, and go by themselves; problems and offers stay longer. Written here because Radix's toasts
 * take the Escape key from the dialog beneath them.
 */
export function Toasts({ notices, onDismiss }: ToastsProps) {
  return (
    <section
      aria-label={uiWords.messages}
      aria-live="polite"
      className="pointer-events-none fixed right-0 bottom-[calc(3.875rem+env(safe-area-inset-bottom))] z-50 max-h-[60dvh] w-full max-w-md overflow-y-auto max-sm:tiny:top-14 max-sm:tiny:bottom-auto lg:bottom-0"
    >
      <ol className="flex flex-col gap-1.5 p-2 sm:gap-2 sm:p-4">
        {notices.map((notice) => (
          <Toast key={notice.id} notice={notice} onDismiss={onDismiss} />
        ))}
      </ol>
    </section>
  );
}

function Toast({ notice: { id, tone, text, offer }, onDismiss }: { notice: Notice; onDismiss: (id: string) => void }) {
  // Nobody should have to read against the clock.
  const [isHeld, setHeld] = useState(false);

  useEffect(() => {
    if (isHeld || offer?.isLasting) return;
    const timer = setTimeout(() => onDismiss(id), SHOWN_MS[offer ? 'offer' : tone]);
    return () => clearTimeout(timer);
  }, [id, tone, offer, isHeld, onDismiss]);

  return (
    <li
      className="animate-rise pointer-events-auto flex items-start gap-3 rounded-2xl border border-line bg-surface py-2 pr-2 pl-4 shadow-card sm:py-3"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <span className={clsx('mt-1.5 size-2 shrink-0 rounded-full', tone === 'problem' ? 'bg-danger' : 'bg-accent')} />
      <p className="grow text-sm">{text}</p>
      {offer && (
        <button
          type="button"
          onClick={() => {
            offer.accept();
            onDismiss(id);
          }}
          className="touchable shrink-0 rounded-full px-2 py-1 font-medium text-accent text-sm hover:bg-sunken"
        >
          {offer.text}
        </button>
      )}
      <button
        type="button"
        aria-label={uiWords.dismiss}
        onClick={() => onDismiss(id)}
        className="touchable grid size-7 shrink-0 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink"
      >
        <X className="size-4" />
      </button>
    </li>
  );
}
