import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Notice } from '../words/notice.ts';
import { uiWords } from '../words/uiWords.ts';
import { makesRoomForMessages } from './messageRoom.ts';

const SHOWN_MS = { plain: 4000, problem: 10_000, offer: 10_000 } as const;

interface ToastsProps {
  readonly notices: readonly Notice[];
  readonly onDismiss: (id: string) => void;
  /** What stands with them for as long as it lasts. */
  readonly children?: ReactNode;
}

/**
 * Sentences that appear and go by themselves; problems and offers stay longer. They cover nothing: the page leaves them room, at its
 * upper edge, and on wide screens at the foot of the library's column (`messageRoom.ts`). Written here because Radix's toasts take
 * the Escape key from the dialog beneath them.
 */
export function Toasts({ notices, onDismiss, children }: ToastsProps) {
  return (
    <div
      ref={makesRoomForMessages}
      data-messages
      className="pointer-events-auto fixed inset-x-0 top-0 z-50 max-h-[40dvh] overflow-y-auto bg-ground lg:inset-x-auto lg:top-auto lg:bottom-0 lg:left-[max(0px,calc(50%-800px))] lg:max-h-[60dvh] lg:w-74 lg:border-r lg:border-line"
    >
      {children}
      <section aria-label={uiWords.messages} aria-live="polite">
        {notices.length > 0 && (
          <ol className="flex flex-col gap-1.5 p-1.5 lg:gap-2 lg:p-3">
            {notices.map((notice) => (
              <Toast key={notice.id} notice={notice} onDismiss={onDismiss} />
            ))}
          </ol>
        )}
      </section>
    </div>
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
      className="animate-rise mx-auto flex w-full max-w-md items-start gap-3 rounded-2xl border border-line bg-surface py-1.5 pr-2 pl-4 shadow-card"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <span className={clsx('mt-2 size-2 shrink-0 rounded-full', tone === 'problem' ? 'bg-danger' : 'bg-accent')} />
      <div className="flex min-w-0 grow flex-wrap items-start gap-x-3">
        <p className="grow basis-44 py-0.5 text-sm text-pretty">{text}</p>
        {offer && (
          <button
            type="button"
            onClick={() => {
              offer.accept();
              onDismiss(id);
            }}
            className="touchable shrink-0 rounded-full px-2 py-0.5 font-medium text-accent text-sm hover:bg-sunken max-lg:ml-auto lg:-ml-2"
          >
            {offer.text}
          </button>
        )}
      </div>
      <button
        type="button"
        aria-label={uiWords.dismiss}
        onClick={() => onDismiss(id)}
        className="touchable grid size-6 shrink-0 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink"
      >
        <X className="size-4" />
      </button>
    </li>
  );
}
