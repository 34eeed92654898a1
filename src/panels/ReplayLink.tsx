import { CirclePlay } from 'lucide-react';
import { useStudio } from '../store/studio.ts';

/** Opens the replay of the training, where the model has one. */
export function ReplayLink() {
  const hasReplay = useStudio((s) => s.model?.replay !== undefined);
  const openDialog = useStudio((s) => s.openDialog);
  if (!hasReplay) return null;
  return (
    <button
      type="button"
      className="-my-1 inline-flex items-center gap-1.5 rounded-full py-1 font-medium text-accent hover:text-accent-strong hover:underline"
      onClick={() => openDialog({ kind: 'replay' })}
    >
      <CirclePlay className="size-4" />
      Watch it learn
    </button>
  );
}
