import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { ProjectError, packProject, readProject } from '../../../src/session/projectFile.ts';
import {
  NewerSessionError,
  readSession,
  SESSION_VERSION,
  type WrittenSession,
} from '../../../src/session/sessionFormat.ts';
import { changedJson, damagedBytes } from './damage.ts';
import { isOneOf, isUsed, kind, toBytes } from './fuzzKind.ts';

/** A session of everything that can be made, as a database keeps it. */
function session(): WrittenSession {
  const axis = { kind: 'pca', centre: 0.25, sigma: 2, firstBlock: 0, lastBlock: 0, isStarred: true };
  const litter = { id: 'l', motherId: 'p', fatherId: 'r', seed: 3, surprise: 0.2, names: { 4: 'Mo' } };
  const photo = { kind: 'photo', id: 'p', name: 'Möhre', crop: { left: 1.5, top: 2, size: 40, angle: 7 } };
  const dream = { kind: 'random', id: 'r', name: 'dream', seed: 5 };
  return {
    version: SESSION_VERSION,
    model: { name: 'tiny', layerCount: 1, latentSize: 2 },
    parts: {
      library: {
        items: [photo, dream, { kind: 'kept', id: 'k', name: 'made', styles: Float32Array.of(1, -2, 1 / 3, 4) }],
        selectedId: 'p',
      },
      grid: { sources: ['p', 'k'], rows: [{ id: 'g', itemId: 'r', schema: [0.35] }], editedRowId: 'g' },
      directions: {
        directions: [{ ...axis, id: 'd', name: 'Ears', vector: Float32Array.of(0.6, 0.8) }],
        dragAxes: { across: 'd', up: null },
        directionSheet: { isStarredOnly: true, spacing: 0.5, count: 5, scale: 2, hasLabels: false },
      },
      latent: { latent: { p: { psi: 0.7, truncatedBlocks: 1, offsets: { d: -1.5 } } } },
      examples: { marks: { r: 'less' } },
      film: {
        morph: {
          ...{ isLoop: true, path: 'linear', framesPerSecond: 24 },
          keys: [{ id: 'm', itemId: 'k', seconds: 2, easing: 'hold' }],
        },
      },
      family: {
        family: { founders: { p: photo, r: dream }, litters: [litter] },
        ...{ couple: { motherId: 'p', fatherId: 'r' }, surprise: 0.2, chosenKittenId: 'l/4', shownLitterId: 'l' },
      },
      view: { tab: 'mix', zoom: 'smooth', hasNoise: true, noiseSeed: 1, mixView: 'grid' },
    },
  };
}

export async function sessions() {
  return kind(changedJson([session()]), async (written) => {
    const { version, model, parts } = (written as Partial<WrittenSession> | null) ?? {};
    if (typeof version !== 'number' || typeof parts !== 'object' || parts === null) return false; // the database's own form
    return isUsed(() => {
      const { state, losses } = readSession({ version, model, parts }, new Set(['p']));
      if (losses.size === 0 && !state.items) throw new NewerSessionError();
    }, isOneOf(NewerSessionError));
  });
}

export async function projects() {
  const photo = { file: new File(['as given '.repeat(9)], 'Möhre.jpg', { type: 'image/jpeg' }), width: 3, height: 2 };
  const project = await packProject({ written: session(), photos: new Map([['p', photo]]) });
  const whole = new Uint8Array(await project.arrayBuffer());
  const { 'alae.json': text, ...others } = unzipSync(whole);
  const content: unknown = JSON.parse(new TextDecoder().decode(text));
  const rewritten = changedJson([content]).map((changed) =>
    zipSync({ 'alae.json': [toBytes(changed ?? null), { level: 0 }], ...others }),
  );
  return kind(fc.oneof(rewritten, damagedBytes([whole, zipSync({ 'alae.json': text!, ...others })])), (bytes) =>
    isUsed(
      async () => {
        const { written, photos } = await readProject(new File([new Uint8Array(bytes)], 'cats.alae'));
        readSession(written, new Set(photos.keys()));
      },
      isOneOf(ProjectError, NewerSessionError),
    ),
  );
}
