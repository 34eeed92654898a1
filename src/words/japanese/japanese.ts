import type { Catalogue } from '../language.ts';
import { page } from './page.ts';
import { help } from './help.ts';
import { ui } from './ui.ts';
import { panel } from './panel.ts';
import { layer } from './layer.ts';
import { likeness } from './likeness.ts';
import { curve } from './curve.ts';
import { card } from './card.ts';
import { model } from './model.ts';
import { refine } from './refine.ts';
import { reconstruct } from './reconstruct.ts';
import { latent } from './latent.ts';
import { kittens } from './kittens.ts';
import { name } from './name.ts';
import { morph } from './morph.ts';
import { mix } from './mix.ts';
import { session } from './session.ts';
import { library } from './library.ts';
import { framing } from './framing.ts';
import { runs } from './runs.ts';
import { notice } from './notice.ts';
import { file } from './file.ts';
import { error } from './error.ts';
import { translateShared } from './shared.ts';

/** The catalogue in Japanese: the page fetches it where Japanese is spoken. */
export const japanese: Catalogue = { rooms: {
  page,
  help,
  ui,
  panel,
  layer,
  likeness,
  curve,
  card,
  model,
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
  }, translate: translateShared,
};
