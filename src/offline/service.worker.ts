import type { ModelIndex } from '../modelFolder/schema.ts';

/** A file of this build. */
interface BuiltFile {
  /** Relative to the page; empty for the page itself. */
  readonly url: string;
  /** SHA-256 as in a script's `integrity`: files of two builds never make one. */
  readonly integrity: string;
}

/** The list is written into the built worker by tools/dev/offlineStudio.ts. */
declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly BuiltFile[] };

const FILES = self.__WB_MANIFEST;
const { scope } = self.registration;

// Caches belong to the whole origin, where other folders may hold another studio.
const BUILDS = `${scope} build `;
const MODELS = `${scope} models`;

const MODEL_INDEX = `${scope}models/index.json`;

/** Below it, in the cache of a build, is an entry for every tab that was opened with it. */
const TABS = `${scope}tabs/`;

self.addEventListener('install', (event) => {
  void self.skipWaiting(); // tabs that are open go on with the build that they came with
  event.waitUntil(keepBuild());
});

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('fetch', (event) => {
  const answer = answerTo(event);
  if (answer) event.respondWith(answer);
});

/** Keeps this build, whole or not at all. */
async function keepBuild(): Promise<void> {
  const requests = FILES.map(({ url, integrity }) => new Request(scope + url, { integrity, cache: 'no-cache' }));
  await (await ownBuild()).addAll(requests);
}

/** Governs every tab, and lets builds go that no tab uses any more. */
async function takeOver(): Promise<void> {
  const own = await ownBuild();
  const tabs = new Set((await self.clients.matchAll({ includeUncontrolled: true })).map(({ id }) => TABS + id));
  const used = new Set<string>();
  for (const build of await allBuilds()) {
    const living = (await build.cache.keys()).filter(({ url }) => tabs.has(url));
    for (const { url } of living) used.add(url);
    if (living.length === 0 && build.name !== (await ownName)) await caches.delete(build.name);
  }
  // Those that were there before any worker came from the server as this one did.
  for (const tab of tabs) if (!used.has(tab)) await own.put(tab, new Response());
  await self.clients.claim();
}

/** @returns nothing where the network shall answer, as if there were no worker */
function answerTo(event: FetchEvent): Response | Promise<Response> | undefined {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  // What the page's policy forbids the page, for workers too, and where the host sends no policy along.
  if (origin !== self.location.origin) return Response.error();
  const page = new URL(scope).pathname;
  if (request.method !== 'GET' || !pathname.startsWith(page)) return;
  const path = pathname.slice(page.length);
  if (path.startsWith('models/')) return answerWithModel(event);
  if (path === '' || path === 'index.html') return request.mode === 'navigate' ? openPage(event) : undefined;
  if (path.startsWith('assets/') || FILES.some(({ url }) => url === path)) return answerWithBuild(event, scope + path);
  return;
}

/** The page, of this build; its tab is noted. */
async function openPage({ request, resultingClientId }: FetchEvent): Promise<Response> {
  const own = await ownBuild();
  const kept = await own.match(scope);
  if (!kept) return fetch(request);
  await own.put(TABS + resultingClientId, new Response());
  // Browsers take no page that a host led them to by a detour.
  return kept.redirected ? new Response(kept.body, kept) : kept;
}

/** A file of the build that the tab was opened with. Workers ask only for files that have their hash in the name. */
async function answerWithBuild({ request, clientId }: FetchEvent, url: string): Promise<Response> {
  const builds = (await allBuilds()).map(({ cache }) => cache);
  const ofTab = await Promise.all(builds.map((build) => build.match(TABS + clientId)));
  for (const build of [...builds.filter((_, index) => ofTab[index]), await ownBuild(), ...builds]) {
    const kept = await build.match(url);
    if (kept) return kept;
  }
  return fetch(request);
}

/**
 * A file of a model. One whose SHA-256 is in its address is the same for good; others are those of the server while it
 * can be reached, since models are published anew.
 */
async function answerWithModel(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const expected = new URL(request.url).searchParams.get('sha256');
  const cache = await caches.open(MODELS);
  const kept = await cache.match(request.url);
  if (kept && expected !== null) return kept;
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
  // Full storage, or a request that is withdrawn, is no fault: then it is not kept.
  if (response.status === 200) event.waitUntil(keepModelFile(cache, request.url, response.clone()).catch(() => {}));
  return response;
}

async function keepModelFile(cache: Cache, url: string, response: Response): Promise<void> {
  const expected = new URL(url).searchParams.get('sha256');
  const bytes = await response.arrayBuffer();
  // The file may have been replaced since its record was read: nothing wrong is kept for good.
  if (expected !== null && (await sha256(bytes)) !== expected) return;
  await cache.delete(url, { ignoreSearch: true }); // of the model before
  await cache.put(url, new Response(bytes, response));
  if (url === MODEL_INDEX) await forgetUnlisted(cache, JSON.parse(new TextDecoder().decode(bytes)));
}

/** Lets models go that the server has no more. The page checks the list; one that is damaged throws here, and nothing goes. */
async function forgetUnlisted(cache: Cache, { models }: ModelIndex): Promise<void> {
  const folders = models.map(({ name }) => `${scope}models/${name}/`);
  for (const request of await cache.keys()) {
    const isListed = request.url === MODEL_INDEX || folders.some((folder) => request.url.startsWith(folder));
    if (!isListed) await cache.delete(request);
  }
}

/** Lower-case hexadecimal. (`modelFolder/checksum.ts` brings one for pages without `crypto.subtle`, which have no worker.) */
async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Says which files a build is made of. */
const ownName = sha256(new TextEncoder().encode(JSON.stringify(FILES)).buffer).then((hash) => BUILDS + hash);
const ownBuild = async (): Promise<Cache> => caches.open(await ownName);

async function allBuilds(): Promise<readonly { readonly name: string; readonly cache: Cache }[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(BUILDS));
  return Promise.all(names.map(async (name) => ({ name, cache: await caches.open(name) })));
}
