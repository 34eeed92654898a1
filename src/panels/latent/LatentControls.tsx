import { Dices } from 'lucide-react';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { IconButton } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { blockRangeLabel } from '../../words/blockMeaning.ts';
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
      aria-label="Truncation and noise"
      className="flex flex-col gap-5 rounded-3xl border border-line bg-surface p-5 max-xl:order-last"
    >
      <div>
        <div className="flex items-baseline justify-between gap-3">
          <h2 className="text-sm font-semibold">How much of itself</h2>
          <output className="text-sm text-muted tabular-nums" title="Truncation ψ">
            {Math.round(100 * psi)}% <span className="text-xs">(ψ {psi.toFixed(2)})</span>
          </output>
        </div>
        <Slider
          label="How much of itself (truncation ψ)"
          className="my-1.5"
          value={psi}
          min={-1}
          max={1.5}
          step={0.05}
          mark={1}
          valueText={`${psi.toFixed(2)}: ${psiInWords(psi)}`}
          onChange={(next) => change({ psi: next })}
        />
        <p className="min-h-5 text-xs text-muted">{psiInWords(psi)}</p>
        <div className="mt-2 flex items-center justify-between gap-3 text-xs text-muted">
          acts on the layers
          <SelectField
            label="Layers that truncation acts on"
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
                seed
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
              <IconButton label="Another seed" onClick={() => setNoise({ noiseSeed: rollSeed() })}>
                <Dices />
              </IconButton>
            </span>
          )}
        </div>
        <p className="mt-1 text-xs text-muted">
          Single hairs, which the model draws from noise: others with every seed, the same for all cats.
        </p>
      </div>
    </section>
  );
}

function psiInWords(psi: number): string {
  if (psi < -0.05) return 'Past the average: its opposite';
  if (psi < 0.05) return 'The average cat';
  if (psi < 0.97) return 'Towards the average cat';
  if (psi <= 1.03) return 'Just itself';
  return 'More itself than in life';
}
