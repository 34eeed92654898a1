import { CirclePlay } from 'lucide-react';
import { useStudio } from '../../store/studio.ts';
import { modelWords } from '../../words/modelWords.ts';

/** Opens the replay of the training, where the model has one. */
export function ReplayLink() {
  const hasReplay = useStudio((s) => s.model?.replay !== undefined);
  const openDialog = useStudio((s) => s.openDialog);
  if (!hasReplay) return null;
  return (
    <button
      type="button"
      className="touchable rounded-sm font-medium whitespace-nowrap text-accent hover:text-accent-strong hover:underline"
      onClick={() => openDialog({ kind: 'replay' })}
    >
      <CirclePlay className="mr-1 inline size-4 -translate-y-px" />
      {modelWords.replay.link}
    </button>
  );
}
