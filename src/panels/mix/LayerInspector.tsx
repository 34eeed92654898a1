import { mixWords } from '../../words/mixWords.ts';
import './layerInspector.css';
import { ClipboardCopy, Dices, Download } from 'lucide-react';
import { type CSSProperties, useMemo } from 'react';
import { copyLayers, downloadLayers, rerollLayers } from '../../actions/layers.ts';
import { TRIAL_COUNT, trialCats } from '../../pictures/blockSwaps.ts';
import { redrawnOf } from '../../pictures/pictureSpec.ts';
import { useThumbnail } from '../../pictures/usePicture.ts';
import { type LibraryItem, selectSelectedItem } from '../../store/librarySlice.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { moveFocusByArrow } from '../../ui/arrowNavigation.ts';
import { Button } from '../../ui/Button.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { LayerInspectorRow } from './LayerInspectorRow.tsx';

/** What each block of G decides, seen by swapping one at a time between the selected cat and random ones. */
export function LayerInspector() {
  const item = useStudio(selectSelectedItem);
  return item && <Trial item={item} />;
}

function Trial({ item }: { readonly item: LibraryItem }) {
  const trial = useStudio((s) => s.layerTrial);
  const setTrial = useStudio((s) => s.setLayerTrial);
  const layerCount = useStudio(selectLayerCount);
  const zoom = useStudio((s) => s.zoom);
  const cats = useMemo(() => trialCats(trial), [trial]);
  const { pixels, isStale } = useThumbnail(redrawnOf(item));
  const { isReversed } = trial;
  return (
    <section aria-label={mixWords.layers.label(item.name)}>
      <div className="mb-6 flex flex-wrap items-center gap-2">
        <Segmented
          label={mixWords.layers.yourCat}
          value={isReversed ? 'lends' : 'borrows'}
          onChange={(value) => setTrial({ isReversed: value === 'lends' })}
          options={[
            { value: 'borrows', text: mixWords.layers.borrow },
            { value: 'lends', text: mixWords.layers.lend },
          ]}
        />
        <Button onClick={rerollLayers}>
          <Dices />
          {mixWords.layers.others}
        </Button>
        <span className="grow max-sm:hidden" />
        <Button onClick={() => void copyLayers(item)}>
          <ClipboardCopy />
          {mixWords.layers.copy}
        </Button>
        <Button onClick={() => void downloadLayers(item)}>
          <Download />
          {mixWords.cell.png}
        </Button>
      </div>
      <div className="layer-box">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the pictures inside. */}
        <div className="overflow-x-auto p-1" onKeyDown={moveFocusByArrow}>
          <div className="layer-grid" style={{ '--columns': TRIAL_COUNT } as CSSProperties}>
            <div className="layer-row">
              <div className="layer-label">
                <Picture
                  pixels={pixels}
                  isStale={isStale}
                  zoom={zoom}
                  drawnSize={320}
                  label={mixWords.layers.redrawn(item.name)}
                  className="rounded-xl"
                />
                <div>
                  <h2 className="truncate font-semibold">{item.name}</h2>
                  <p className="text-xs text-pretty text-muted">
                    {isReversed ? mixWords.layers.lends : mixWords.layers.borrows}
                  </p>
                </div>
              </div>
              {cats.map((cat) => (
                <div key={cat.id} className="layer-cell">
                  <DreamtCat cat={cat} />
                </div>
              ))}
            </div>
            {Array.from({ length: layerCount }, (_, block) => (
              <LayerInspectorRow key={block} item={item} cats={cats} block={block} isReversed={isReversed} />
            ))}
          </div>
        </div>
      </div>
      <p className="mt-4 max-w-2xl text-xs text-pretty text-muted">{mixWords.layers.map(TRIAL_COUNT)}</p>
    </section>
  );
}

function DreamtCat({ cat }: { readonly cat: LibraryItem }) {
  const zoom = useStudio((s) => s.zoom);
  const { pixels, isStale } = useThumbnail({ kind: 'input', item: cat });
  return (
    <Picture pixels={pixels} isStale={isStale} zoom={zoom} drawnSize={192} label={cat.name} className="rounded-xl" />
  );
}
