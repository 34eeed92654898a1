import { clsx } from 'clsx';
import { Check, Columns2, FolderOpen, LockKeyhole, Trash2 } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { addFiles } from '../../actions/addFiles.ts';
import { compareWith } from '../../actions/compareModels.ts';
import { deleteModel, switchModel } from '../../actions/models.ts';
import type { ModelIndexEntry } from '../../modelFolder/schema.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { cardWords } from '../../words/cardWords.ts';
import { inOwnWords } from '../../words/modelSentences.ts';

/** Every model that can be run: published ones, and those kept in this browser, which can be added to and deleted. */
export function ModelChooser() {
  const models = useStudio((s) => s.models);
  const keptModels = useStudio((s) => s.keptModels);
  const [deletingName, setDeletingName] = useState<string | null>(null);
  const keptNames = new Set(keptModels.map(({ name }) => name));
  return (
    <section aria-label={cardWords.chooser.models} className="mb-6 border-b border-line pb-6">
      <ul className="flex flex-col gap-1.5">
        {models
          .filter(({ name }) => !keptNames.has(name))
          .map((model) => (
            <ModelRow key={model.name} model={model} facts={cardWords.chooser.toFetch(megabytes(model))} />
          ))}
        {keptModels.map((model) =>
          model.name === deletingName ? (
            <DeleteRow key={model.name} model={model} onCancel={() => setDeletingName(null)} />
          ) : (
            <ModelRow key={model.name} model={model} facts={cardWords.chooser.inBrowser(megabytes(model))}>
              <IconButton
                label={cardWords.chooser.delete(inOwnWords(model).title)}
                onClick={() => setDeletingName(model.name)}
              >
                <Trash2 />
              </IconButton>
            </ModelRow>
          ),
        )}
      </ul>
      <ModelOpener />
    </section>
  );
}

const megabytes = ({ byteLength }: ModelIndexEntry): string => `${(byteLength / 1e6).toFixed(1)} MB`;

interface ModelRowProps {
  readonly model: ModelIndexEntry;
  readonly facts: string;
  readonly children?: ReactNode;
}

function ModelRow({ model, facts, children }: ModelRowProps) {
  const { name, resolution } = model;
  const isCurrent = useStudio((s) => s.model?.name === name);
  const isReady = useStudio(selectIsReady);
  const closeDialog = useStudio((s) => s.closeDialog);
  return (
    <li
      className={clsx(
        'flex items-center gap-1 rounded-2xl border pr-1.5',
        isCurrent ? 'border-accent' : 'border-line hover:border-line-strong',
      )}
    >
      <button
        type="button"
        aria-current={isCurrent}
        className="flex min-w-0 grow items-center gap-3 rounded-2xl px-4 py-2.5 text-left text-sm"
        onClick={() => {
          closeDialog();
          if (!isCurrent) void switchModel(name);
        }}
      >
        <span className="min-w-0 grow">
          <span className="block truncate font-medium">{inOwnWords(model).title}</span>
          <span className="block text-xs text-muted">
            {resolution}×{resolution} · {facts}
          </span>
        </span>
        {isCurrent && <Check className="size-4 shrink-0 text-accent" />}
      </button>
      {isReady && !isCurrent && (
        <IconButton
          label={cardWords.chooser.compare(inOwnWords(model).title)}
          onClick={() => {
            closeDialog();
            void compareWith(name);
          }}
        >
          <Columns2 />
        </IconButton>
      )}
      {children}
    </li>
  );
}

function DeleteRow({ model, onCancel }: { readonly model: ModelIndexEntry; readonly onCancel: () => void }) {
  return (
    <li className="flex flex-wrap items-center justify-end gap-2 rounded-2xl border border-danger px-4 py-2 text-sm">
      <span className="min-w-0 grow basis-40 wrap-anywhere">{cardWords.chooser.confirm(inOwnWords(model).title)}</span>
      <span className="flex gap-2">
        <Button autoFocus onClick={onCancel}>
          {cardWords.chooser.keepIt}
        </Button>
        <Button look="primary" onClick={() => void deleteModel(model.name)}>
          {cardWords.chooser.deleteIt}
        </Button>
      </span>
    </li>
  );
}

function ModelOpener() {
  const input = useRef<HTMLInputElement>(null);
  const closeDialog = useStudio((s) => s.closeDialog);
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-3">
      <input
        ref={input}
        type="file"
        hidden
        aria-label={cardWords.chooser.file}
        onChange={({ target }) => {
          void addFiles([...(target.files ?? [])]);
          closeDialog(); // the page says how far it has come
        }}
      />
      <Button onClick={() => input.current?.click()}>
        <FolderOpen />
        {cardWords.chooser.open}
      </Button>
      <p className="min-w-0 grow basis-60 text-xs text-pretty text-muted">
        {cardWords.chooser.kinds} <LockKeyhole className="inline size-3 align-[-0.1em]" /> {cardWords.chooser.private}
      </p>
    </div>
  );
}
