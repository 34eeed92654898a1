import { BookOpen, CircleHelp, Moon, Sun } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { chooseLanguage } from '../actions/language.ts';
import { setTheme, shownTheme } from '../actions/theme.ts';
import { resolutionOf } from '../networks/architecture.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { LanguageButton } from '../ui/LanguageButton.tsx';
import { LatePart } from '../ui/LatePart.tsx';
import { late } from '../ui/late.ts';
import { Wordmark } from '../ui/Wordmark.tsx';
import { inOwnWords } from '../words/modelSentences.ts';
import { pageWords } from '../words/pageWords.ts';
import { HistoryButtons } from './HistoryButtons.tsx';
import { PAGE_TABS } from './tabs.tsx';

const EngineBadge = late(async () => (await import('../panels/model/EngineBadge.tsx')).EngineBadge);

export function TopBar() {
  const model = useStudio((s) => s.model);
  const theme = useStudio((s) => s.theme);
  const openDialog = useStudio((s) => s.openDialog);
  const notify = useStudio((s) => s.notify);
  const isDark = shownTheme(theme) === 'dark';
  return (
    <header className="sticky top-(--room-above) z-20 border-b border-line bg-ground">
      <div className="mx-auto flex h-14 max-w-[1600px] items-center gap-2 px-4 lg:grid lg:h-16 lg:grid-cols-[1fr_auto_1fr] lg:px-5">
        <div className="flex items-center gap-1">
          <Wordmark />
          <span className="w-1 sm:w-3" />
          <HistoryButtons />
        </div>
        <TabBar />
        <div className="flex min-w-0 grow items-center justify-end gap-1">
          <Button
            look="quiet"
            className="max-w-64 min-w-0 shrink! px-3! max-sm:hidden lg:max-xl:max-w-32"
            onClick={() => openDialog({ kind: 'modelCard' })}
          >
            <BookOpen />
            <span className="truncate">
              {model ? inOwnWords(model).title : pageWords.models}
              {model && <span className="lg:max-2xl:sr-only"> · {sizeOf(model)}</span>}
            </span>
          </Button>
          <IconButton
            label={model ? pageWords.aboutModel : pageWords.models}
            className="sm:hidden"
            onClick={() => openDialog({ kind: 'modelCard' })}
          >
            <BookOpen />
          </IconButton>
          <LatePart>
            <EngineBadge />
          </LatePart>
          <LanguageButton
            onChoose={(language) => chooseLanguage(language).catch(() => notify(pageWords.languageFailed, 'problem'))}
          />
          <IconButton
            label={isDark ? pageWords.lightTheme : pageWords.darkTheme}
            onClick={() => setTheme(isDark ? 'light' : 'dark')}
          >
            {isDark ? <Sun /> : <Moon />}
          </IconButton>
          <IconButton label={pageWords.helpAndKeyboard} onClick={() => openDialog({ kind: 'help' })}>
            <CircleHelp />
          </IconButton>
        </div>
      </div>
    </header>
  );
}

const sizeOf = ({ architecture }: ModelCard): string => `${resolutionOf(architecture)}×${resolutionOf(architecture)}`;

/** In the middle of the bar on wide screens, along the bottom edge on narrow ones. */
function TabBar() {
  const tab = useStudio((s) => s.tab);
  const list = useRef<HTMLDivElement>(null);
  // A key or the browser's Back has opened another tab: a focus that stayed behind would be in the way of the Tab key, and
  // open its own tab again.
  useEffect(() => {
    if (!list.current?.contains(document.activeElement)) return;
    list.current.querySelector<HTMLElement>('[data-state=active]')?.focus();
  }, [tab]);
  return (
    <Tabs.List
      ref={list}
      aria-label={pageWords.whatToDo}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] lg:static lg:rounded-full lg:border-0 lg:bg-sunken lg:p-1"
    >
      {PAGE_TABS.map(({ id, Icon }) => (
        <Tabs.Trigger
          key={id}
          value={id}
          className="flex min-w-0 grow basis-0 flex-col items-center gap-1 rounded-xl py-2.5 text-xs font-medium -outline-offset-2 text-muted transition-colors hover:text-ink data-[state=active]:text-accent lg:h-9 lg:flex-row lg:gap-2 lg:rounded-full lg:basis-auto lg:px-4 lg:py-0 lg:text-sm lg:data-[state=active]:bg-raised lg:data-[state=active]:text-ink lg:data-[state=active]:shadow-sm"
        >
          <Icon className="size-5 lg:size-4" />
          {pageWords.tabs[id].title}
        </Tabs.Trigger>
      ))}
    </Tabs.List>
  );
}
