import * as tf from '@tensorflow/tfjs-core';
import type { ModelArchitecture } from '../../src/convert/inferArchitecture.ts';
import { toParams } from '../../src/modelFolder/decodeWeights.ts';
import { dtypeToStore, roundTo } from '../../src/modelFolder/dtype.ts';
import type { WeightArrays } from '../../src/modelFolder/schema.ts';
import { blockResolution, styleCountOf } from '../../src/networks/architecture.ts';
import type { Network, Params } from '../../src/networks/params.ts';
import { UserError } from '../io/userError.ts';
import { type Golden, readGolden } from './golden.ts';
import { type GoldenCase, goldenCases, measureCase, PARITY_TOLERANCE, type RecordedTensor } from './goldenCases.ts';

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
}

export interface ParityReport {
  readonly golden: string;
  readonly backend: string;
  readonly tolerance: number;
  /** The largest difference of each network. */
  readonly networks: Partial<Record<Network, { readonly float32: number; readonly float16: number }>>;
  readonly outputs: readonly ParityRow[];
}

/**
 * Compares a model's outputs on the current backend with numbers recorded from the reference implementation.
 * @param golden folder with golden.json and golden.bin
 * @throws UserError when the numbers are of another architecture, or there are none
 */
export async function measureParity(
  { architecture, weights }: { readonly architecture: ModelArchitecture; readonly weights: WeightArrays },
  golden: string,
  backend: string,
): Promise<ParityReport> {
  const recorded = readRecorded(readGolden(golden));
  checkInputs(recorded, architecture, golden);
  const cases = goldenCases(recorded, architecture);
  if (cases.length === 0)
    throw new UserError(`${golden} has no recorded output: record w, lod0.encoded, … as golden.json.`);
  const float32 = await measureAll(cases, toParams(weights), recorded);
  const float16 = await measureAll(cases, toParams(rounded(weights)), recorded);
  const outputs = cases.map((goldenCase, i): ParityRow => {
    const { name: tensor, network, lod, variant } = goldenCase;
    const blocks = blocksOf(goldenCase, architecture.layerCount);
    const where = { ...(lod === undefined ? {} : { lod }), ...(blocks ? { blocks } : {}) };
    return { tensor, network, ...where, variant, float32: float32[i]!, float16: float16[i]! };
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
export const disagreements = ({ outputs, tolerance }: ParityReport): ParityRow[] =>
  outputs.filter(({ float32 }) => !(float32 <= tolerance));

/** The report as a table for people. */
export function describeParity({ outputs, networks, backend, tolerance }: ParityReport): string {
  const digits = (value: number) => value.toExponential(1).padStart(9);
  const lines = outputs.map((row) => {
    const size = row.lod === undefined ? '' : `${blockResolution(row.lod)}x${blockResolution(row.lod)}`;
    const blocks = row.blocks ? `blocks ${row.blocks[0]}-${row.blocks[1]}` : '';
    const name = `${row.network}  ${size.padEnd(10)}${blocks.padEnd(12)}${row.variant}`;
    return `${name.padEnd(50)}${digits(row.float32)}  ${digits(row.float16)}`;
  });
  const largest = Object.entries(networks).map(
    ([network, { float32, float16 }]) => `${`${network}  largest`.padEnd(50)}${digits(float32)}  ${digits(float16)}`,
  );
  const head = `${`Difference to the recorded numbers (${backend}, tolerance ${tolerance})`.padEnd(50)}  float32    float16`;
  return `${[head, ...lines, ...largest].join('\n')}\n`;
}

function readRecorded({ names, get }: Golden): Record<string, RecordedTensor> {
  const outputs = names.filter((name) => !name.startsWith('train.'));
  return Object.fromEntries(outputs.map((name) => [name, get(name)]));
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
