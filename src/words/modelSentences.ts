import type { ModelFile, ModelIndexEntry } from '../modelFolder/schema.ts';
import type { ModelMatch } from '../recipes/recipeCat.ts';
import { language, translated } from './language.ts';
import { noticeWords } from './noticeWords.ts';

/** What is not certain of something that is open again: one sentence, or none where it was made with the very model that runs. */
export function doubtSentence(match: ModelMatch, modelName: string): readonly string[] {
  if (match === 'retrained') return [noticeWords.recipe.retrained(modelName)];
  return match === 'unsure' ? [noticeWords.recipe.unsure(modelName)] : [];
}

/** A model as its folder or the list of models describes it. */
interface DescribedModel {
  readonly title: string;
  readonly description?: string;
  readonly licence?: { readonly sentence: string };
  readonly translations?: ModelFile['translations'];
  readonly titles?: ModelIndexEntry['titles'];
}

/** What is said of a model, in the language that is spoken as far as the model brings it. */
export function inOwnWords({ title, description = '', licence, translations, titles }: DescribedModel) {
  const own = translations?.[language()];
  return {
    title: own?.title ?? titles?.[language()] ?? title,
    description: own?.description ?? translated(description),
    licence: own?.licence ?? translated(licence?.sentence ?? ''),
  };
}

/** What two models are called that stand side by side. */
export interface ComparedTitles {
  readonly own: string;
  readonly rival: string;
}

interface NamedModel extends DescribedModel {
  readonly name: string;
}

/** Their titles; where these are the same, the names of their folders, which differ. */
export function comparedTitles(own: NamedModel, rival: NamedModel): ComparedTitles {
  const titles = { own: inOwnWords(own).title, rival: inOwnWords(rival).title };
  return titles.own === titles.rival ? { own: own.name, rival: rival.name } : titles;
}
