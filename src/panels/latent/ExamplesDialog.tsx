import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { learnFromExamples } from '../../actions/examples.ts';
import { ENOUGH_EXAMPLES } from '../../latent/examples.ts';
import { markedItems } from '../../store/examplesSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { moveFocusByArrow } from '../../ui/arrowNavigation.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
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
    const isLearnt = await learnFromExamples(name.trim() || 'From examples');
    setLearning(false);
    if (isLearnt) closeDialog();
  }

  return (
    <Dialog
      title="A direction from examples"
      description={
        <>
          Mark cats that have more of something, and cats that have less: open eyes, dark fur, long hair. Press a cat
          once for more, twice for less<span className="pointer-coarse:hidden">; or press + and − on the keyboard</span>
          .
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
        {isLearning ? `Looking at ${more + less} cats…` : countSentence(more, less)}
      </p>
      <form
        className="mt-4 flex flex-wrap items-center justify-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void learn();
        }}
      >
        <input
          aria-label="Name of the direction"
          placeholder="Name: fluffier, say"
          value={name}
          maxLength={60}
          onChange={({ target }) => setName(target.value)}
          className="h-9 min-w-0 grow rounded-full max-sm:basis-full border border-line bg-surface px-4 text-sm placeholder:text-muted"
        />
        <Button look="quiet" disabled={more + less === 0} onClick={clearMarks}>
          Clear marks
        </Button>
        <Button type="submit" look="primary" disabled={more === 0 || less === 0 || isLearning}>
          <Sparkles />
          Learn
        </Button>
      </form>
    </Dialog>
  );
}

function countSentence(more: number, less: number): string {
  const counts = `${more} with more, ${less} with less.`;
  if (more === 0 || less === 0) return `${counts} At least one of each is needed.`;
  if (Math.min(more, less) >= ENOUGH_EXAMPLES) return `${counts} Enough to tell how well it works.`;
  return `${counts} With ${ENOUGH_EXAMPLES} of each it can be told how well it works.`;
}
