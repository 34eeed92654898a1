import { clsx } from 'clsx';
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
  const [isEdited, setEdited] = useState(false);
  const isFocusDue = useRef(false);
  if (isEdited) {
    return (
      <TextField
        text={text}
        label={label}
        onChange={onChange}
        onLeave={(isByKey) => {
          isFocusDue.current = isByKey;
          setEdited(false);
        }}
        className="h-8 w-40 font-semibold"
      />
    );
  }
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      ref={(element) => {
        // Whoever pressed a key in the field goes on from where it was.
        if (element && isFocusDue.current) element.focus();
        isFocusDue.current = false;
      }}
      onClick={() => setEdited(true)}
      className="touchable group/name flex h-8 min-w-0 items-center gap-1.5 rounded-lg text-left font-semibold"
    >
      <span className="truncate">{text}</span>
      <Pencil className="size-3.5 shrink-0 text-muted opacity-0 transition-opacity group-hover/name:opacity-100 group-focus-visible/name:opacity-100 pointer-coarse:opacity-100" />
    </button>
  );
}

interface TextFieldProps extends EditableTextProps {
  /** The field has done its work. @param isByKey the focus is to go on from where the field was */
  readonly onLeave: (isByKey: boolean) => void;
  readonly className: string;
}

/** The field for a text, while it is being written. Enter or leaving the field takes the new text, Escape keeps the old. */
export function TextField({ text, label, onChange, onLeave, className }: TextFieldProps) {
  const [draft, setDraft] = useState(text);
  const isDone = useRef(false);

  function finish(next: string, isByKey: boolean): void {
    if (isDone.current) return; // a focus that moves on leaves the field once more
    isDone.current = true;
    const trimmed = next.trim();
    if (trimmed && trimmed !== text) onChange(trimmed);
    onLeave(isByKey);
  }

  function pressKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault(); // or the button that comes would be pressed by the same Enter
    event.stopPropagation();
    finish(event.key === 'Enter' ? draft : text, true);
  }

  return (
    <input
      aria-label={label}
      value={draft}
      maxLength={60}
      // biome-ignore lint/a11y/noAutofocus: it is there because somebody wants to write into it.
      autoFocus
      onFocus={({ target }) => target.select()}
      onChange={({ target }) => setDraft(target.value)}
      onBlur={() => finish(draft, false)}
      onKeyDown={pressKey}
      className={clsx('min-w-0 rounded-lg border border-line-strong bg-surface px-2', className)}
    />
  );
}
