import { clsx } from 'clsx';
import { cutName } from '../../store/itemNames.ts';
import { useStudio } from '../../store/studio.ts';

interface ItemNameProps {
  readonly name: string;
  readonly className?: string;
}

/**
 * A cat's name in the room that there is: shortened at its end, or before it where the ends are what tells cats of the library
 * apart (IMG 2041 a, IMG 2041 b).
 */
export function ItemName({ name, className }: ItemNameProps) {
  const items = useStudio((s) => s.items);
  const [head, tail] = cutName(name, items);
  if (tail === '') return <span className={clsx('block truncate', className)}>{name}</span>;
  return (
    <span className={clsx('block', className)}>
      <span className="sr-only">{name}</span>
      <span aria-hidden className="flex whitespace-pre">
        <span className="truncate">{head}</span>
        <span className="shrink-0">{tail}</span>
      </span>
    </span>
  );
}
