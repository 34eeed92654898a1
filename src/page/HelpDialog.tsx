import { selectCreditOf } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { GLOSSARY } from '../words/glossary.ts';
import { SHORTCUTS } from './shortcuts.ts';
import { PAGE_TABS } from './tabs.tsx';

export function HelpDialog() {
  const closeDialog = useStudio((s) => s.closeDialog);
  const credit = useStudio(selectCreditOf('cats'));
  return (
    <Dialog
      title="How it works"
      description="Drop photos of cats anywhere on the page. Everything is computed in this tab: your photos never leave this device."
      onClose={closeDialog}
      className="max-w-xl"
    >
      <ul className="space-y-1.5 text-sm text-muted">
        {PAGE_TABS.map(({ id, title, text }) => (
          <li key={id} className="text-pretty">
            <b className="font-semibold text-ink">{title}</b> {text}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-pretty text-muted">
        A face that fills the frame, eyes level, works best: “Find the face” in “Adjust crop” brings yours there. Models
        of your own (a StyleALAE checkpoint) can be dropped too.
      </p>
      <h3 className="mt-6 mb-2 font-semibold">Words</h3>
      <dl className="divide-y divide-line text-sm">
        {GLOSSARY.map(({ word, meaning }) => (
          <div key={word} className="flex items-baseline gap-4 py-2">
            <dt className="w-20 shrink-0 font-medium">{word}</dt>
            <dd className="text-pretty text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-6 mb-2 font-semibold">Keyboard</h3>
      <dl className="divide-y divide-line text-sm">
        {SHORTCUTS.map(({ keys, text }) => (
          <div key={text} className="flex items-baseline justify-between gap-6 py-2">
            <dd className="text-muted">{text}</dd>
            <dt className="flex shrink-0 gap-1">
              {keys.split(' ').map((key) => (
                <kbd key={key} className="rounded-md bg-sunken px-2 py-0.5 font-sans font-medium">
                  {key}
                </kbd>
              ))}
            </dt>
          </div>
        ))}
      </dl>
      {credit && <p className="mt-4 text-xs text-muted">Sample photos: {credit}</p>}
    </Dialog>
  );
}
