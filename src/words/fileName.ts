/** Code points of a subject: with four bytes each, still less than file systems allow, and short enough to be read in a list. */
const LONGEST_SUBJECT = 50;

/**
 * Name of a file that is handed out: whom it shows, then what it is, in lower-case words with hyphens between them, which
 * every file system takes.
 * @param subject a name as the page shows it
 * @param what the kind of picture, film or table
 * @param extension without its dot
 */
export function fileName(subject: string, what: string, extension = 'png'): string {
  const whom = Array.from(inHyphens(subject)).slice(0, LONGEST_SUBJECT).join('').replace(/-$/, '');
  return `${[whom, inHyphens(what)].filter(Boolean).join('-')}.${extension}`;
}

const inHyphens = (text: string): string =>
  text
    .toLowerCase()
    .replace(/×/g, 'x') // 'Tabby × Smoke', '4×4'
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
