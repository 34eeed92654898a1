import * as tf from '@tensorflow/tfjs-core';
import type { ModelArchitecture } from '../../src/convert/inferArchitecture.ts';
import type { CheckpointModel } from '../../src/convert/readCheckpoint.ts';
import { seededRandom } from '../../src/latent/random.ts';
import { toParams } from '../../src/modelFolder/decodeWeights.ts';
import { dtypeToStore, roundTo } from '../../src/modelFolder/dtype.ts';
import type { WeightArrays } from '../../src/modelFolder/schema.ts';
import { blockResolution, styleCountOf } from '../../src/networks/architecture.ts';
import type { Network } from '../../src/networks/paramSpecs.ts';
import type { Params } from '../../src/networks/params.ts';
import { UserError } from '../io/userError.ts';
import { type Golden, readGolden } from './golden.ts';
import {
  type GoldenCase,
  goldenCases,
  measureCase,
  PARITY_TOLERANCE,
  type RecordedTensor,
  relativeDifference,
} from './goldenCases.ts';

/** How far one output is from the recorded one: max|ours − theirs| / max|theirs|. */
interface ParityRow {
  readonly tensor: string;
  readonly network: Network;
  readonly lod?: number;
  /** The blocks that take part, in the network's own count (G's coarsest and E's finest are 0). */
  readonly blocks?: readonly [first: number, last: number];
  readonly variant: string;
  readonly float32: number;
  /** The difference with weights rounded to half precision. */
  readonly float16: number;
  /** How far the output moves when every input and weight moves by one unit in the last place of its 32 bits. */
  readonly conditioning: number;
  /** Up to here `float32` counts as agreement. */
  readonly tolerance: number;
}

export interface ParityReport {
  readonly golden: string;
  readonly backend: string;
  /** Of a well-conditioned output. */
  readonly tolerance: number;
  /** The largest difference of each network. */
  readonly networks: Partial<Record<Network, { readonly float32: number; readonly float16: number }>>;
  readonly outputs: readonly ParityRow[];
}

/**
 * Two computations in 32 bits may differ by so many times what one unit in the last place changes. Measured on young models, whose
 * constant instance norm enlarges: 32 bits are 0.1 to 1.3 times that off 64 bits, and two of them are compared.
 */
const CONDITIONING_FACTOR = 4;

/**
 * Compares a model's outputs on the current backend with numbers recorded from the reference implementation.
 * @param golden folder with golden.json and golden.bin
 * Of a model that is a part of the one recorded (`grownPart`), the outputs that it has are compared.
 * @throws UserError when the numbers are of another architecture, or there are none
 */
export async function measureParity(
  checkpoint: Pick<CheckpointModel, 'architecture' | 'fullLayerCount' | 'weights' | 'missing'>,
  golden: string,
  backend: string,
): Promise<ParityReport> {
  const { architecture, fullLayerCount, weights, missing } = checkpoint;
  const all = readRecorded(readGolden(golden));
  checkInputs(all, { ...architecture, layerCount: fullLayerCount }, golden);
  const recorded = cutTo(all, architecture);
  const cases = goldenCases(recorded, architecture).filter(({ network }) => !missing.includes(network));
  if (cases.length === 0)
    throw new UserError(`${golden} has no recorded output: record w, lod0.encoded, … as golden.json.`);
  const float32 = await measureAll(cases, toParams(weights), recorded);
  const float16 = await measureAll(cases, toParams(rounded(weights)), recorded);
  const conditioning = await measureConditioning(cases, { architecture, weights }, recorded);
  const outputs = cases.map((goldenCase, i): ParityRow => {
    const { name: tensor, network, lod, variant } = goldenCase;
    const blocks = blocksOf(goldenCase, architecture.layerCount);
    const where = { ...(lod === undefined ? {} : { lod }), ...(blocks ? { blocks } : {}) };
    const tolerance = Math.max(PARITY_TOLERANCE, CONDITIONING_FACTOR * conditioning[i]!);
    const differences = { float32: float32[i]!, float16: float16[i]!, conditioning: conditioning[i]!, tolerance };
    return { tensor, network, ...where, variant, ...differences };
  });
  const networks: Partial<Record<Network, { float32: number; float16: number }>> = {};
  for (const network of ['F', 'E', 'D', 'G'] as const) {
    const own = outputs.filter((row) => row.network === network);
    if (own.length === 0) continue;
    const largest = (dtype: 'float32' | 'float16') => Math.max(...own.map((row) => row[dtype]));
    networks[network] = { float32: largest('float32'), float16: largest('float16') };
  }
  return { golden, backend, tolerance: PARITY_TOLERANCE, networks, outputs };
}

/** The outputs that disagree. NaN disagrees. */
export const disagreements = ({ outputs }: ParityReport): ParityRow[] =>
  outputs.filter(({ float32, tolerance }) => !(float32 <= tolerance));

/** The report as a table for people. */
export function describeParity({ outputs, networks, backend, tolerance }: ParityReport): string {
  const digits = (value: number) => value.toExponential(1).padStart(9);
  const lines = outputs.map((row) => {
    const size = row.lod === undefined ? '' : `${blockResolution(row.lod)}x${blockResolution(row.lod)}`;
    const blocks = row.blocks ? `blocks ${row.blocks[0]}-${row.blocks[1]}` : '';
    const name = `${row.network}  ${size.padEnd(10)}${blocks.padEnd(12)}${row.variant}`;
    const [differs, halved] = [digits(row.float32), digits(row.float16)];
    return `${name.padEnd(50)}${differs}  ${halved}  ${digits(row.conditioning)}  ${digits(row.tolerance)}`;
  });
  const largest = Object.entries(networks).map(
    ([network, { float32, float16 }]) => `${`${network}  largest`.padEnd(50)}${digits(float32)}  ${digits(float16)}`,
  );
  const head = `${`Difference to the recorded numbers (${backend})`.padEnd(50)}  float32    float16    one ulp    allowed`;
  const ill = outputs.filter((row) => row.tolerance > tolerance).length;
  const why =
    ill > 0
      ? [
          `${ill} of ${outputs.length} outputs move by more than ${tolerance / CONDITIONING_FACTOR} when the last bit of every ` +
            `input and weight does (one ulp): ${CONDITIONING_FACTOR} times as much is allowed, as two computations in 32 bits differ.`,
        ]
      : [];
  return `${[head, ...lines, ...largest, ...why].join('\n')}\n`;
}

function readRecorded({ names, get }: Golden): Record<string, RecordedTensor> {
  const outputs = names.filter((name) => !name.startsWith('train.'));
  return Object.fromEntries(outputs.map((name) => [name, get(name)]));
}

/** What was recorded up to the last level of a model that had not grown further. */
function cutTo(
  recorded: Readonly<Record<string, RecordedTensor>>,
  architecture: ModelArchitecture,
): Record<string, RecordedTensor> {
  const { layerCount, latentSize } = architecture;
  const entries = Object.entries(recorded)
    .filter(([name]) => Number(/^lod(\d+)\./.exec(name)?.[1] ?? 0) < layerCount)
    .map(([name, tensor]) => [name, name.endsWith('.styles') ? firstStyles(tensor, layerCount, latentSize) : tensor]);
  return Object.fromEntries(entries);
}

/** @param tensor styles [N, 2L, S] of a deeper model */
function firstStyles({ shape, values }: RecordedTensor, layerCount: number, latentSize: number): RecordedTensor {
  const [count, styleCount] = shape as readonly [number, number];
  const kept = 2 * layerCount * latentSize;
  const cut = new Float32Array(count * kept);
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < kept; i++) cut[n * kept + i] = values[n * styleCount * latentSize + i]!;
  }
  return { shape: [count, 2 * layerCount, latentSize], values: cut };
}

function checkInputs(
  recorded: Readonly<Record<string, RecordedTensor>>,
  architecture: ModelArchitecture,
  golden: string,
) {
  const { layerCount, latentSize, channels } = architecture;
  for (const [name, { shape }] of Object.entries(recorded)) {
    const lod = Number(/^lod(\d+)\./.exec(name)?.[1] ?? 0);
    const side = blockResolution(lod);
    const expected = /\.(image|generated\..*)$/.test(name)
      ? [channels, side, side]
      : /\.styles$/.test(name)
        ? [styleCountOf(architecture), latentSize]
        : /^[zw]$|\.encoded$/.test(name)
          ? [latentSize]
          : undefined;
    if (lod < layerCount && (!expected || shape.slice(1).join() === expected.join())) continue;
    const found = `"${name}" is [${shape}]`;
    throw new UserError(
      `The recorded numbers in ${golden} are of another model (${found}): give --verify its own ones.`,
    );
  }
}

async function measureAll(
  cases: readonly GoldenCase[],
  params: Params,
  recorded: Readonly<Record<string, RecordedTensor>>,
): Promise<number[]> {
  const differences: number[] = [];
  for (const goldenCase of cases) differences.push(await measureCase(goldenCase, params, recorded));
  tf.dispose(params);
  return differences;
}

/** How far each output moves, relative to its largest value, under a change of one ulp of all that it is computed from. */
async function measureConditioning(
  cases: readonly GoldenCase[],
  { architecture, weights }: Pick<CheckpointModel, 'architecture' | 'weights'>,
  recorded: Readonly<Record<string, RecordedTensor>>,
): Promise<number[]> {
  const random = seededRandom(CONDITIONING_SEED);
  const moved = <T extends RecordedTensor>(tensors: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, { shape, values }]) => [name, { shape, values: moveByUlp(values, random) }]),
    );
  const movedCases = new Map(goldenCases(moved(recorded), architecture).map((each) => [each.name, each]));
  const params = toParams(weights);
  const movedParams = toParams(moved(weights));
  try {
    const distances: number[] = [];
    for (const { name, compute } of cases) {
      const [before, after] = tf.tidy(() => [compute(params), movedCases.get(name)!.compute(movedParams)]);
      distances.push(relativeDifference(await after!.data(), await before!.data()));
      tf.dispose([before!, after!]);
    }
    return distances;
  } finally {
    tf.dispose([params, movedParams]);
  }
}

const CONDITIONING_SEED = 1;

/** Each number's neighbour among those of 32 bits, up or down by chance. */
function moveByUlp(values: ArrayLike<number>, random: () => number): Float32Array {
  const moved = Float32Array.from(values);
  const bits = new Uint32Array(moved.buffer);
  for (let i = 0; i < bits.length; i++) if (moved[i] !== 0) bits[i] = bits[i]! + (random() < 0.5 ? -1 : 1);
  return moved;
}

function rounded(weights: WeightArrays): WeightArrays {
  const entries = Object.entries(weights).map(([name, { shape, values }]) => {
    return [name, { shape, values: roundTo(values, dtypeToStore(name, shape, 'float16')) }] as const;
  });
  return Object.fromEntries(entries);
}

function blocksOf({ network, lod }: GoldenCase, layerCount: number): readonly [number, number] | undefined {
  if (lod === undefined) return undefined;
  if (network === 'G') return [0, lod];
  return network === 'E' ? [layerCount - 1 - lod, layerCount - 1] : undefined;
}
