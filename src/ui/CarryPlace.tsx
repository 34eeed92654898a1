import { clsx } from 'clsx';
import { type ReactNode, useEffect, useRef } from 'react';
import { type Place, type PlaceData, useCarrying } from './carrying.ts';

interface CarryPlaceProps extends PlaceData {
  readonly id: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Where things can be carried to; it says so as long as something is. */
export function CarryPlace({ id, title, onTake, className, children }: CarryPlaceProps) {
  const box = useRef<HTMLDivElement>(null);
  const isCarrying = useCarrying(({ liftedId }) => liftedId !== null);
  const isOver = useCarrying(({ overId }) => overId === id);
  const data = useRef<PlaceData>({ title, onTake });
  useEffect(() => {
    data.current = { title, onTake };
  });
  useEffect(() => {
    const place: Place = { id, node: box.current!, data };
    useCarrying.setState(({ places }) => ({ places: [...places, place] }));
    return () => useCarrying.setState(({ places }) => ({ places: places.filter((each) => each !== place) }));
  }, [id]);
  return (
    <div ref={box} className={clsx('relative', className)}>
      {children}
      {isCarrying && (
        <div
          aria-hidden
          data-over={isOver || undefined}
          className={clsx(
            'pointer-events-none absolute inset-0 z-10 flex items-center justify-center rounded-2xl outline-2 -outline-offset-2 outline-dashed',
            isOver ? 'bg-accent/25 outline-accent' : 'outline-line-strong',
          )}
        >
          <span
            className={clsx(
              'rounded-full px-3 py-1 text-sm font-semibold shadow-card',
              isOver ? 'bg-accent text-on-accent' : 'bg-surface text-ink',
            )}
          >
            {title}
          </span>
        </div>
      )}
    </div>
  );
}
