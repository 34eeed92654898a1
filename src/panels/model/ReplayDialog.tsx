import { useState } from 'react';
import type { ModelReplay } from '../../modelFolder/schema.ts';
import { useStudio } from '../../store/studio.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { FramePlayer } from '../../ui/FramePlayer.tsx';
import { blockSize } from '../../words/blockMeaning.ts';
import { cardWords } from '../../words/cardWords.ts';
import { momentInWords } from '../../words/figures.ts';
import { replayBands } from '../../words/sheetBands.ts';

/** How the model learnt: the same photos and samples through its training. */
export function ReplayDialog() {
  const replay = useStudio((s) => s.model?.replay);
  const modelUrl = useStudio((s) => s.modelUrl);
  const closeDialog = useStudio((s) => s.closeDialog);
  if (!replay || !modelUrl) return null;
  return (
    <Dialog
      title={cardWords.replay.title}
      description={cardWords.replay.description}
      onClose={closeDialog}
      className="max-w-5xl"
    >
      <Player replay={replay} modelUrl={modelUrl} />
    </Dialog>
  );
}

function Player({ replay, modelUrl }: { readonly replay: ModelReplay; readonly modelUrl: string }) {
  const { columns, frames } = replay;
  const [index, setIndex] = useState(0);
  const { imagesSeen, lod } = frames[index]!;
  const moment = momentInWords(imagesSeen, lod);
  return (
    <FramePlayer
      label={cardWords.replay.label}
      frameCount={frames.length}
      index={index}
      onChoose={setIndex}
      addressOf={(i) => `${modelUrl}${frames[i]!.path}`}
      frameText={moment}
      bands={replayBands()}
      aspectRatio={columns / replayBands().length}
      marks={marksOf(frames)}
      lastText={cardWords.replay.last}
      pictureClassName="min-w-160"
    >
      <p className="mt-2 text-sm">
        <span className="font-semibold">{moment}</span>
        <span className="text-muted">{cardWords.replay.moment(index + 1, frames.length)}</span>
      </p>
    </FramePlayer>
  );
}

/** Where the pictures grow. */
const marksOf = (frames: ModelReplay['frames']) =>
  frames.flatMap(({ lod }, index) => (lod === frames[index - 1]?.lod ? [] : [{ index, text: blockSize(lod) }]));
