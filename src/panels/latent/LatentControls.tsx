import { Dices } from 'lucide-react';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { IconButton } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { blockRangeLabel } from '../../words/blockMeaning.ts';
import { latentWords } from '../../words/latentWords.ts';
import { TextureSwitch } from '../TextureSwitch.tsx';
import { useLatent } from './useLatent.ts';

/** Seeds that people can read out to each other. */
const MAX_SEED = 9999;
const rollSeed = () => Math.floor(Math.random() * (MAX_SEED + 1));

/** Truncation and noise. */
export function LatentControls({ item }: { readonly item: LibraryItem }) {
  const { settings, layerCount, change } = useLatent(item);
  const { psi, truncatedBlocks } = settings;
  const hasNoise = useStudio((s) => s.hasNoise);
  const noiseSeed = useStudio((s) => s.noiseSeed);
  const setNoise = useStudio((s) => s.setNoise);
  return (
    <section
      aria-label={latentWords.controls.label}
      className="flex flex-col gap-5 rounded-3xl border border-line bg-surface p-5 max-xl:order-last"
    >
      <div>
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="text-sm font-semibold">{latentWords.controls.itself}</h2>
          <output className="text-sm text-muted tabular-nums" title={latentWords.controls.truncation}>
            {latentWords.controls.percent(Math.round(100 * psi))}{' '}
            <span className="text-xs">{latentWords.controls.psi(psi.toFixed(2))}</span>
          </output>
        </div>
        <Slider
          label={latentWords.controls.itselfLabel}
          className="my-1.5"
          value={psi}
          min={-1}
          max={1.5}
          step={0.05}
          mark={1}
          valueText={latentWords.controls.psiText(psi.toFixed(2), psiInWords(psi))}
          onChange={(next) => change({ psi: next })}
        />
        <p className="min-h-5 text-xs text-muted">{psiInWords(psi)}</p>
        <div className="mt-2 flex items-center justify-between gap-3 text-xs text-muted">
          {latentWords.controls.actsOn}
          <SelectField
            label={latentWords.controls.truncatedLayers}
            value={String(truncatedBlocks)}
            onChange={(value) => change({ truncatedBlocks: Number(value) })}
            options={Array.from({ length: layerCount }, (_, block) => ({
              value: String(block + 1),
              text: blockRangeLabel(0, block),
            }))}
          />
        </div>
      </div>
      <div className="border-t border-line pt-4">
        <div className="flex min-h-9 items-center justify-between gap-3">
          <TextureSwitch />
          {hasNoise && (
            <span className="flex items-center gap-1">
              <label className="flex items-center gap-2 text-xs text-muted">
                {latentWords.controls.seed}
                <input
                  type="number"
                  min={0}
                  max={MAX_SEED}
                  value={noiseSeed}
                  onChange={({ target }) =>
                    setNoise({ noiseSeed: Math.min(MAX_SEED, Math.max(0, Math.round(+target.value))) })
                  }
                  className="h-9 w-20 rounded-full border border-line bg-surface px-3 text-sm text-ink"
                />
              </label>
              <IconButton label={latentWords.controls.anotherSeed} onClick={() => setNoise({ noiseSeed: rollSeed() })}>
                <Dices />
              </IconButton>
            </span>
          )}
        </div>
        <p className="mt-1 text-xs text-muted">{latentWords.controls.hairs}</p>
      </div>
    </section>
  );
}

function psiInWords(psi: number): string {
  const words = latentWords.psi;
  if (psi < -0.05) return words.opposite;
  if (psi < 0.05) return words.average;
  if (psi < 0.97) return words.towards;
  return psi <= 1.03 ? words.itself : words.more;
}
