import { selectCreditOf } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { helpWords } from '../words/helpWords.ts';
import { pageWords } from '../words/pageWords.ts';
import { SHORTCUTS } from './shortcuts.ts';
import { PAGE_TABS } from './tabs.tsx';

type Shortcut = (typeof SHORTCUTS)[number];

/** What a shortcut does, in words. */
const shortcutText = (does: Shortcut['does']): string =>
  does === 'tabs'
    ? helpWords.shortcuts.tabs(PAGE_TABS.map(({ id }) => pageWords.tabs[id].title))
    : helpWords.shortcuts[does];

export function HelpDialog() {
  const closeDialog = useStudio((s) => s.closeDialog);
  const credit = useStudio(selectCreditOf('cats'));
  return (
    <Dialog title={helpWords.title} description={helpWords.description} onClose={closeDialog} className="max-w-xl">
      <ul className="space-y-1.5 text-sm text-muted">
        {PAGE_TABS.map(({ id }) => (
          <li key={id} className="text-pretty">
            <b className="font-semibold text-ink">{pageWords.tabs[id].title}</b> {helpWords.tabs[id]}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-pretty text-muted">{helpWords.framing}</p>
      <h3 className="mt-6 mb-2 font-semibold">{helpWords.words}</h3>
      <dl className="divide-y divide-line text-sm">
        {Object.values(helpWords.glossary).map(({ word, meaning }) => (
          <div key={word} className="flex items-baseline gap-4 py-2">
            <dt className="w-20 shrink-0 font-medium">{word}</dt>
            <dd className="text-pretty text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-6 mb-2 font-semibold">{helpWords.keyboard}</h3>
      <dl className="divide-y divide-line text-sm">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does} className="flex items-baseline justify-between gap-6 py-2">
            <dd className="text-muted">{shortcutText(does)}</dd>
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
      {credit && <p className="mt-4 text-xs text-muted">{helpWords.credit(credit)}</p>}
    </Dialog>
  );
}
