import { readModelFile } from '../modelFolder/read.ts';
import { INDEX_FILE, type ModelFile } from '../modelFolder/schema.ts';
import { addressOf, urlSource } from '../modelFolder/source.ts';

/**
 * Has the service worker, which keeps what it sees of models, see all of one: what came before there was a worker, and what
 * only other tabs and dialogs need. What is kept already is not asked for.
 * @param modelUrl of its folder, with a slash at the end
 * @throws when the server cannot be reached
 */
export async function keepModel(modelUrl: string): Promise<void> {
  const model = await readModelFile(urlSource(modelUrl));
  for (const address of [new URL(`../${INDEX_FILE}`, modelUrl).href, ...addressesIn(model, modelUrl)]) {
    if (await caches.match(address)) continue;
    const response = await fetch(address, { cache: 'force-cache' }); // most of it has come a moment ago
    await response.arrayBuffer();
  }
}

function addressesIn({ shards, directions, learning, replay }: ModelFile, modelUrl: string): readonly string[] {
  return [
    ...[...shards, ...(directions ? [directions] : [])].map(({ path, sha256 }) => addressOf(modelUrl, path, sha256)),
    ...[...(learning ? [learning] : []), ...(replay?.frames ?? []).map(({ path }) => path)].map((path) =>
      addressOf(modelUrl, path),
    ),
  ];
}
