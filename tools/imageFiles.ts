import { UserError } from './userError.ts';

type SharpModule = typeof import('sharp')['default'];

let sharpModule: Promise<SharpModule> | undefined;

/** The image library, which is an optional package. @throws UserError that says what to install */
export function loadSharp(): Promise<SharpModule> {
  sharpModule ??= import('sharp').then(
    (module) => module.default,
    (cause) => {
      throw new UserError('Reading images needs the package sharp, which is not here: run npm install sharp.', {
        cause,
      });
    },
  );
  return sharpModule;
}
