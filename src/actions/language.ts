import { LANGUAGES, type Language, speak } from '../words/language.ts';
import { rememberChoice, rememberedChoice } from './rememberedChoice.ts';

const STORAGE_KEY = 'language';
/** In the address. */
const PARAMETER = 'lang';

/**
 * Speaks the language that the address asks for (`?lang=`), else the one that was chosen here before, else the first of the
 * browser's that is spoken here. Done when its words are there; English stays where they cannot be fetched.
 */
export const speakFirst = (): Promise<void> => begin(wantedLanguage()).catch(() => {});

function wantedLanguage(): Language {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  const tags = [asked, rememberedChoice(STORAGE_KEY), ...navigator.languages];
  return tags.flatMap((tag) => spokenHere(tag) ?? [])[0] ?? 'en';
}

/** 'ja' for 'ja-JP' */
const spokenHere = (tag: string | null): Language | undefined =>
  LANGUAGES.find((each) => each === tag?.toLowerCase().split('-')[0]);

/** Speaks another language from now on, also when the page is opened again. */
export async function chooseLanguage(language: Language): Promise<void> {
  await begin(language);
  rememberChoice(STORAGE_KEY, language);
  const address = new URL(location.href);
  address.searchParams.delete(PARAMETER);
  history.replaceState(history.state, '', address);
}

async function begin(language: Language): Promise<void> {
  await speak(language);
  document.documentElement.lang = language;
}
