import { Command, InvalidArgumentError, Option } from 'commander';
import { FOUND_KINDS, type FoundKind } from '../../src/latent/directions.ts';
import type { Device } from '../compute/devices.ts';
import { deviceOption } from '../options/commandOptions.ts';
import { wholeNumber } from '../options/optionNumbers.ts';

interface DirectionsCommandOptions {
  readonly model: string;
  readonly kind: readonly FoundKind[];
  readonly count: number;
  readonly blocks?: readonly [number, number];
  readonly names: boolean;
  readonly device: Device;
}

function blockRange(text: string): [number, number] {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (first === undefined || Number(first) > Number(last)) {
    throw new InvalidArgumentError('It must be a block or a range of blocks, as in 2 or 0-3; 0 is the coarsest.');
  }
  return [Number(first), Number(last)];
}

export const directionsCommand = new Command('directions')
  .description('Find directions of W and store them in a model folder, so that the studio need not compute them')
  .requiredOption('-m, --model <dir>', 'model folder, whose directions are replaced')
  .addOption(
    new Option('--kind <kinds...>', 'pca: how its pictures differ most; sefa: what its style layers react to most')
      .choices(FOUND_KINDS)
      .default(['pca']),
  )
  .option('--count <number>', 'how many of each kind', wholeNumber(1, 64), 10)
  .option(
    '--blocks <range>',
    'blocks that they move, and whose style layers count: 0-3, say (default: all)',
    blockRange,
  )
  .option('--no-names', 'number them, instead of naming them by what they are measured to change')
  .addOption(deviceOption('wasm'))
  .addHelpText('after', '\nExample:\n  npm run alae -- directions -m public/models/cats64 --kind pca sefa --count 8')
  .action(async ({ model: folder, kind: kinds, names: isNamed, ...options }: DirectionsCommandOptions) => {
    const { storeDirections } = await import('../model/storeDirections.ts');
    const directions = await storeDirections({ folder, kinds, isNamed, ...options });
    const share = directions.map(({ name, sigma }) => `${name} (σ ${sigma.toPrecision(3)})`).join(', ');
    process.stdout.write(`${folder}: ${directions.length} directions: ${share}\n`);
  });
