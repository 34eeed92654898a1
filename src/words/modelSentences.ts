import type { ModelMatch } from '../recipes/recipeCat.ts';

/** What is not certain of something that is open again: one sentence, or none where it was made with the very model that runs. */
export function doubtSentence(match: ModelMatch, modelName: string): readonly string[] {
  if (match === 'retrained') {
    return [`It was made with another training of “${modelName}”, so its cats may look different now.`];
  }
  if (match !== 'unsure') return [];
  return [`It does not say which training of “${modelName}” made it: its cats may look different if that has changed.`];
}

/** What two models are called that stand side by side. */
export interface ComparedTitles {
  readonly own: string;
  readonly rival: string;
}

interface Named {
  readonly name: string;
  readonly title: string;
}

/** Their titles; where these are the same, the names of their folders, which differ. */
export const comparedTitles = (own: Named, rival: Named): ComparedTitles =>
  own.title === rival.title ? { own: own.name, rival: rival.name } : { own: own.title, rival: rival.title };
