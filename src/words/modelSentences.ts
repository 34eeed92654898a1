import type { ModelMatch } from '../recipes/recipeCat.ts';

/** What is not certain of something that is open again: one sentence, or none where it was made with the very model that runs. */
export function doubtSentence(match: ModelMatch, modelName: string): readonly string[] {
  if (match === 'retrained') {
    return [`It was made with another training of “${modelName}”, so its cats may look different now.`];
  }
  if (match !== 'unsure') return [];
  return [`It does not say which training of “${modelName}” made it: its cats may look different if that has changed.`];
}
