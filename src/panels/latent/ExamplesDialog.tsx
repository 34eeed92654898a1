import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { learnFromExamples } from '../../actions/examples.ts';
import { ENOUGH_EXAMPLES } from '../../latent/examples.ts';
import { markedItems } from '../../store/examplesSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { moveFocusByArrow } from '../../ui/arrowNavigation.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { latentWords } from '../../words/latentWords.ts';
import { ExampleCard } from './ExampleCard.tsx';

/** Cats are marked as having more or less of something; what tells them apart becomes a direction. */
export function ExamplesDialog() {
  const items = useStudio((s) => s.items);
  const marks = useStudio((s) => s.marks);
  const clearMarks = useStudio((s) => s.clearMarks);
  const closeDialog = useStudio((s) => s.closeDialog);
  const [name, setName] = useState('');
  const [isLearning, setLearning] = useState(false);
  const more = markedItems(items, marks, 'more').length;
  const less = markedItems(items, marks, 'less').length;

  async function learn(): Promise<void> {
    setLearning(true);
    const isLearnt = await learnFromExamples(name.trim() || latentWords.examples.defaultName);
    setLearning(false);
    if (isLearnt) closeDialog();
  }

  return (
    <Dialog
      title={latentWords.examples.title}
      description={
        <>
          {latentWords.examples.description}
          <span className="pointer-coarse:hidden">{latentWords.examples.byKey}</span>
          {latentWords.examples.stop}
        </>
      }
      onClose={closeDialog}
      className="max-w-3xl"
    >
      <ul
        className="-m-1.5 grid max-h-[50dvh] grid-cols-3 gap-3 overflow-y-auto p-1.5 sm:grid-cols-6"
        onKeyDown={moveFocusByArrow}
      >
        {items.map((item, index) => (
          <ExampleCard key={item.id} item={item} index={index} />
        ))}
      </ul>
      <p className="mt-4 text-sm text-muted" role="status">
        {isLearning ? latentWords.examples.looking(more + less) : countSentence(more, less)}
      </p>
      <form
        className="mt-4 flex flex-wrap items-center justify-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void learn();
        }}
      >
        <input
          aria-label={latentWords.examples.name}
          placeholder={latentWords.examples.placeholder}
          value={name}
          maxLength={60}
          onChange={({ target }) => setName(target.value)}
          className="h-9 min-w-0 grow rounded-full max-sm:basis-full border border-line bg-surface px-4 text-sm placeholder:text-muted"
        />
        <Button look="quiet" disabled={more + less === 0} onClick={clearMarks}>
          {latentWords.examples.clear}
        </Button>
        <Button type="submit" look="primary" disabled={more === 0 || less === 0 || isLearning}>
          <Sparkles />
          {latentWords.examples.learn}
        </Button>
      </form>
    </Dialog>
  );
}

function countSentence(more: number, less: number): string {
  if (more === 0 || less === 0) return latentWords.examples.needed(more, less);
  if (Math.min(more, less) >= ENOUGH_EXAMPLES) return latentWords.examples.enough(more, less);
  return latentWords.examples.wanted(more, less, ENOUGH_EXAMPLES);
}
