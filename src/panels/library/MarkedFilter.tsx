import { useStudio } from '../../store/studio.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { libraryWords } from '../../words/libraryWords.ts';

/** All of the library or nothing but the examples, once there are some. */
export function MarkedFilter() {
  const all = useStudio((s) => s.items.length);
  const marked = useStudio((s) => s.items.filter(({ id }) => s.marks[id]).length);
  const isOnlyMarkedShown = useStudio((s) => s.isOnlyMarkedShown);
  const showOnlyMarked = useStudio((s) => s.showOnlyMarked);
  if (marked === 0 && !isOnlyMarkedShown) return null;
  return (
    <div className="px-4 pb-2 lg:px-5">
      <Segmented
        label={libraryWords.marked.label}
        value={isOnlyMarkedShown ? 'marked' : 'all'}
        options={[
          { value: 'all', text: libraryWords.marked.all(all) },
          { value: 'marked', text: libraryWords.marked.marked(marked) },
        ]}
        onChange={(value) => showOnlyMarked(value === 'marked')}
      />
    </div>
  );
}
