import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UserError } from '../io/userError.ts';

/** A package of which the bundle carries files in a `node_modules`, since it is more than JavaScript. */
interface CarriedPackage {
  readonly name: string;
  /** Files and folders of it that run on this platform. */
  readonly parts: readonly string[];
  /** Its JavaScript is in the trainer's one file, and only the rest is carried. */
  readonly isInlined?: boolean;
}

const { platform, arch } = process;

const PACKAGES: readonly CarriedPackage[] = [
  { name: 'webgpu', parts: ['index.js', `dist/${platform}-${platform === 'darwin' ? 'universal' : arch}`] },
  { name: '@jsquash/webp', parts: ['decode.js', 'utils.js', 'codec/dec'] },
  {
    name: '@tensorflow/tfjs-backend-wasm',
    parts: ['', '-simd', '-threaded-simd'].map((variant) => `wasm-out/tfjs-backend-wasm${variant}.wasm`),
    isInlined: true,
  },
];

/** The engine for machines without a graphics adapter, the second largest thing in a bundle. */
const TRACED_ENGINE_PACKAGES: readonly CarriedPackage[] = [
  { name: 'onnxruntime-node', parts: ['dist', `bin/napi-v6/${platform}/${arch}`] },
  { name: 'onnxruntime-common', parts: ['dist/cjs'] },
];

/** What the trainer's one file leaves to be found beside it. It never reads photos, for which it would need sharp. */
export const EXTERNAL_PACKAGES: readonly string[] = [
  ...[...PACKAGES, ...TRACED_ENGINE_PACKAGES].filter(({ isInlined }) => !isInlined).map(({ name }) => name),
  'sharp',
  'libheif-js',
  'file-type',
].flatMap((name) => [name, `${name}/*`]);

/**
 * Copies what the trainer needs of packages into `<directory>/node_modules`.
 * @throws UserError that says which package to install
 */
export async function copyPackages(
  directory: string,
  { hasTracedEngine }: { hasTracedEngine: boolean },
): Promise<void> {
  for (const { name, parts } of [...PACKAGES, ...(hasTracedEngine ? TRACED_ENGINE_PACKAGES : [])]) {
    const from = packageDirectory(name);
    for (const part of ['package.json', 'LICENSE', ...parts]) {
      const source = path.join(from, part);
      if (!existsSync(source)) {
        if (part === 'LICENSE') continue;
        throw new UserError(`The package ${name} has no ${part} for ${platform} on ${arch}: run npm install ${name}.`);
      }
      const target = path.join(directory, 'node_modules', name, part);
      await mkdir(path.dirname(target), { recursive: true });
      await cp(source, target, { recursive: true, dereference: true, filter: isNeeded });
    }
  }
}

/** Types and source maps stay at home. */
const isNeeded = (file: string): boolean => !/\.(d\.ts|map)$/.test(file);

/** Where a package lies, also one that keeps its package.json to itself. */
function packageDirectory(name: string): string {
  const roots = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const found = roots
    .map((root) => path.join(root, name))
    .find((place) => existsSync(path.join(place, 'package.json')));
  if (found) return found;
  throw new UserError(`The bundle needs the package ${name}, which is not installed here: run npm install ${name}.`);
}
