import { Pencil } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';

interface EditableTextProps {
  readonly text: string;
  /** What pressing it does, as in "Rename Ears". */
  readonly label: string;
  readonly onChange: (text: string) => void;
}

/** A text that becomes a field when it is pressed. Enter or leaving the field takes the new text, Escape keeps the old. */
export function EditableText({ text, label, onChange }: EditableTextProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const isFocusDue = useRef(false);

  function finish(next: string | null): void {
    const trimmed = next?.trim();
    if (trimmed && trimmed !== text) onChange(trimmed);
    setDraft(null);
  }

  function pressKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault(); // or the button that comes would be pressed by the same Enter
    event.stopPropagation();
    isFocusDue.current = true;
    finish(event.key === 'Enter' ? draft : null);
  }

  if (draft !== null) {
    return (
      <input
        aria-label={label}
        value={draft}
        maxLength={60}
        ref={(field) => field?.focus()}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={() => finish(draft)}
        onKeyDown={pressKey}
        className="h-8 w-40 min-w-0 rounded-lg border border-line-strong bg-surface px-2 font-semibold"
      />
    );
  }
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      ref={(element) => {
        button.current = element;
        // Whoever pressed a key in the field goes on from where it was.
        if (element && isFocusDue.current) element.focus();
        isFocusDue.current = false;
      }}
      onClick={() => setDraft(text)}
      className="touchable group/name flex h-8 min-w-0 items-center gap-1.5 rounded-lg text-left font-semibold"
    >
      <span className="truncate">{text}</span>
      <Pencil className="size-3.5 shrink-0 text-muted opacity-0 transition-opacity group-hover/name:opacity-100 group-focus-visible/name:opacity-100 pointer-coarse:opacity-100" />
    </button>
  );
}
