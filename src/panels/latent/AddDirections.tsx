import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { findMoreDirections, MORE_COUNT, type MoreDirections } from '../../actions/directionList.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { RangeSlider } from '../../ui/Slider.tsx';
import { blockRangeLabel, blockSize } from '../../words/blockMeaning.ts';
import { latentWords } from '../../words/latentWords.ts';

/** Ways to come by more directions. */
export function AddDirections() {
  const layerCount = useStudio(selectLayerCount);
  const openDialog = useStudio((s) => s.openDialog);
  const [isOpen, setOpen] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const [[firstBlock, lastBlock], setBlocks] = useState<readonly [number, number]>([0, layerCount - 1]);

  async function search(wanted: MoreDirections): Promise<void> {
    setSearching(true);
    await findMoreDirections(wanted);
    setSearching(false);
    setOpen(false);
  }

  return (
    <Popover
      label={latentWords.add.label}
      className="w-88"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Plus />
          {latentWords.add.add}
        </Button>
      }
    >
      <div className="flex flex-col gap-4 divide-y divide-line *:not-last:pb-4">
        <Way
          title={latentWords.add.pca.title}
          text={latentWords.add.pca.text}
          button={latentWords.add.pca.button(MORE_COUNT)}
          isDisabled={isSearching}
          onAdd={() => void search({ kind: 'pca', firstBlock: 0, lastBlock: layerCount - 1 })}
        />
        <Way
          title={latentWords.add.sefa.title}
          text={latentWords.add.sefa.text(blockRangeLabel(firstBlock, lastBlock))}
          button={latentWords.add.sefa.button(MORE_COUNT)}
          isDisabled={isSearching}
          onAdd={() => void search({ kind: 'sefa', firstBlock, lastBlock })}
        >
          <RangeSlider
            label={latentWords.add.factorise}
            value={[firstBlock, lastBlock]}
            max={layerCount - 1}
            valueTextOf={blockSize}
            onChange={setBlocks}
          />
        </Way>
        <Way
          title={latentWords.add.examples.title}
          text={latentWords.add.examples.text}
          button={latentWords.add.examples.button}
          isDisabled={false}
          onAdd={() => {
            setOpen(false);
            openDialog({ kind: 'examples' });
          }}
        />
      </div>
    </Popover>
  );
}

interface WayProps {
  readonly title: string;
  readonly text: string;
  readonly button: string;
  readonly isDisabled: boolean;
  readonly onAdd: () => void;
  readonly children?: ReactNode;
}

const Way = ({ title, text, button, isDisabled, onAdd, children }: WayProps) => (
  <section aria-label={title}>
    <h3 className="text-sm font-semibold">{title}</h3>
    <p className="mt-0.5 text-sm text-muted">{text}</p>
    {children}
    <Button className="mt-2" disabled={isDisabled} onClick={onAdd}>
      {button}
    </Button>
  </section>
);
