import type { Catalogue } from '../language.ts';
import { card } from './card.ts';
import { compare } from './compare.ts';
import { curve } from './curve.ts';
import { error } from './error.ts';
import { file } from './file.ts';
import { framing } from './framing.ts';
import { help } from './help.ts';
import { kittens } from './kittens.ts';
import { latent } from './latent.ts';
import { layer } from './layer.ts';
import { library } from './library.ts';
import { likeness } from './likeness.ts';
import { mix } from './mix.ts';
import { model } from './model.ts';
import { morph } from './morph.ts';
import { name } from './name.ts';
import { notice } from './notice.ts';
import { page } from './page.ts';
import { panel } from './panel.ts';
import { reconstruct } from './reconstruct.ts';
import { refine } from './refine.ts';
import { runs } from './runs.ts';
import { session } from './session.ts';
import { translateShared } from './shared.ts';
import { ui } from './ui.ts';

/** The catalogue in Japanese: the page fetches it where Japanese is spoken. */
export const japanese: Catalogue = {
  parts: {
    page,
    help,
    ui,
    panel,
    layer,
    likeness,
    curve,
    card,
    model,
    compare,
    refine,
    reconstruct,
    latent,
    kittens,
    name,
    morph,
    mix,
    session,
    library,
    framing,
    runs,
    notice,
    file,
    error,
  },
  translate: translateShared,
};
