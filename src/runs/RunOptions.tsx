import { clsx } from 'clsx';
import { useState } from 'react';
import type { RunOption } from '../learning/feed.ts';
import { Switch } from '../ui/Switch.tsx';
import { runsWords } from '../words/runsWords.ts';

/** What the run trains with; what differs from the defaults stands out. */
export function RunOptions({ options }: { readonly options: readonly RunOption[] }) {
  const [isBrief, setBrief] = useState(true);
  const shown = options.filter(({ isDefault }) => !isBrief || !isDefault);
  return (
    <section aria-labelledby="options-heading">
      <header className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h2 id="options-heading" className="text-xl font-semibold tracking-tight">
          {runsWords.options.options}
        </h2>
        <Switch text={runsWords.options.brief} isOn={isBrief} onChange={setBrief} />
      </header>
      {shown.length === 0 && <p className="text-muted">{runsWords.options.allDefaults}</p>}
      <dl className="grid grid-cols-1 gap-x-10 rounded-3xl border border-line bg-surface px-5 py-2 text-sm sm:grid-cols-2 xl:grid-cols-3 empty:hidden">
        {shown.map(({ name, value, isDefault }) => (
          <div key={name} className="flex items-baseline justify-between gap-4 border-b border-line/70 py-2.5">
            <dt className="min-w-0 text-muted [overflow-wrap:anywhere]">{name}</dt>
            <dd className={clsx('text-right', !isDefault && 'font-semibold')}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
