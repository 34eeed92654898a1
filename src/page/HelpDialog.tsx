import { selectCreditOf } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { pageWords } from '../words/pageWords.ts';
import { SHORTCUTS, shortcutText } from './shortcuts.ts';
import { PAGE_TABS } from './tabs.tsx';

export function HelpDialog() {
  const closeDialog = useStudio((s) => s.closeDialog);
  const credit = useStudio(selectCreditOf('cats'));
  return (
    <Dialog
      title={pageWords.help.title}
      description={pageWords.help.description}
      onClose={closeDialog}
      className="max-w-xl"
    >
      <ul className="space-y-1.5 text-sm text-muted">
        {PAGE_TABS.map(({ id }) => (
          <li key={id} className="text-pretty">
            <b className="font-semibold text-ink">{pageWords.tabs[id].title}</b> {pageWords.tabs[id].text}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-sm text-pretty text-muted">{pageWords.help.framing}</p>
      <h3 className="mt-6 mb-2 font-semibold">{pageWords.help.words}</h3>
      <dl className="divide-y divide-line text-sm">
        {Object.values(pageWords.glossary).map(({ word, meaning }) => (
          <div key={word} className="flex items-baseline gap-4 py-2">
            <dt className="w-20 shrink-0 font-medium">{word}</dt>
            <dd className="text-pretty text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-6 mb-2 font-semibold">{pageWords.help.keyboard}</h3>
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
      {credit && <p className="mt-4 text-xs text-muted">{pageWords.help.credit(credit)}</p>}
    </Dialog>
  );
}
