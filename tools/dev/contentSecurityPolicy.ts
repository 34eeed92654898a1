import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connect, Plugin } from 'vite';

/** What a page may load and reach, by directive. */
type Policy = Readonly<Record<string, readonly string[]>>;

/**
 * Nothing is fetched from anywhere else, and nothing is sent: the promise that photos stay on the device, kept by the
 * browser. Styles are written into elements by the dialogs and the cropper; pictures and films are blobs of the page's own.
 * @param inlineScripts hashes of the scripts that stand in the page itself
 */
const pagePolicy = (inlineScripts: readonly string[]): Policy => ({
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'", ...inlineScripts],
  'worker-src': ["'self'"],
  'connect-src': ["'self'", 'blob:', 'data:'],
  'img-src': ["'self'", 'blob:', 'data:'],
  'media-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
});

/** The dev server writes scripts of its own into the page, and tells it over a socket what has changed. */
const devPolicy: Policy = {
  ...pagePolicy(["'unsafe-inline'"]),
  'connect-src': ["'self'", 'blob:', 'data:', 'ws:'],
};

const serialise = (policy: Policy): string =>
  Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');

/** Hashes, as a policy names them, of the scripts that stand in a page itself. Data in a script element need none. */
function inlineScriptHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*\b(?:src=|type="application\/json"))[^>]*>([\s\S]*?)<\/script>/g)];
  return scripts.map(([, source]) => `'sha256-${createHash('sha256').update(source!).digest('base64')}'`);
}

/**
 * A Content-Security-Policy for every page: in a meta element of what is built, and as a header of what is served here. The
 * header is for the workers, which are governed by the response that they came with.
 */
export function contentSecurityPolicy(): Plugin {
  let outDir: string;
  const withHeader = (policy: string): Connect.NextHandleFunction => {
    return (_request, response, next) => {
      response.setHeader('content-security-policy', policy);
      next();
    };
  };
  return {
    name: 'content-security-policy',
    enforce: 'post',
    configResolved: (config) => {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    configureServer: (server) => void server.middlewares.use(withHeader(serialise(devPolicy))),
    async configurePreviewServer(server) {
      const files = (await readdir(outDir, { recursive: true })).filter((file) => file.endsWith('.html'));
      const pages = await Promise.all(files.map((file) => readFile(path.join(outDir, file), 'utf8')));
      server.middlewares.use(withHeader(serialise(pagePolicy([...new Set(pages.flatMap(inlineScriptHashes))]))));
    },
    // What is written is final: other plugins may have put scripts into a page until now.
    async writeBundle(_options, bundle) {
      for (const fileName of Object.keys(bundle).filter((name) => name.endsWith('.html'))) {
        const file = path.join(outDir, fileName);
        const html = await readFile(file, 'utf8');
        const policy = serialise(pagePolicy(inlineScriptHashes(html)));
        // At the head of the head: a policy holds for what comes after it.
        const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}" />`;
        await writeFile(
          file,
          html.replace(/<meta charset="[^"]*" ?\/?>/, (charset) => `${charset}\n    ${meta}`),
        );
      }
    },
  };
}
