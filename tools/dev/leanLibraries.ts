import type { Plugin } from 'vite';

interface Cut {
  /** The end of a module's path. */
  readonly module: string;
  /** What is left of its code; nothing when the module is another one than it was. */
  readonly lean: (code: string) => string | undefined;
}

/** What libraries carry along although the studio never asks for it: 15 kB gzipped of its first load. */
const CUTS: readonly Cut[] = [
  {
    // react-dropzone's table of kinds by file name: here a file's content says what it is.
    module: 'file-selector/dist/es2015/file.js',
    lean: (code) => {
      const table = /COMMON_MIME_TYPES = new Map\(\[.*?\]\s*\]\)/s;
      return table.test(code) ? code.replace(table, 'COMMON_MIME_TYPES = new Map()') : undefined;
    },
  },
  // How zod writes its schemas as JSON Schema; the first export of the second is asked for elsewhere.
  { module: 'zod/v4/core/to-json-schema.js', lean: (code) => emptied(code, 'export function initializeContext') },
  { module: 'zod/v4/core/json-schema-processors.js', lean: (code) => emptied(code, 'export const stringProcessor') },
];

/** A module whose exports from a place on do nothing. */
function emptied(code: string, from: string): string | undefined {
  const begin = code.indexOf(from);
  if (begin < 0) return undefined;
  const rest = code.slice(begin);
  const names = [...rest.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  const aliases = [...rest.matchAll(/^export \{ \w+ as (\w+) \};/gm)].map(([, name]) => name);
  return [
    code.slice(0, begin),
    'const nothing = () => undefined;',
    ...names.map((name) => `export const ${name} = nothing;`),
    ...aliases.map((name) => `export { nothing as ${name} };`),
  ].join('\n');
}

/** Leaves out of the built page what its libraries bring along for others. */
export function leanLibraries(): Plugin {
  return {
    name: 'lean-libraries',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const cut = CUTS.find(({ module }) => id.split('?')[0]!.endsWith(`/node_modules/${module}`));
      if (!cut) return;
      const lean = cut.lean(code);
      if (lean === undefined) this.error(`${cut.module} is not as it was: see tools/dev/leanLibraries.ts.`);
      return { code: lean, map: null };
    },
  };
}
