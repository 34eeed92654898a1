import { useSyncExternalStore } from 'react';
import { type Language, language, onLanguage } from '../words/language.ts';

/** The language that is spoken, for what is drawn anew when that changes. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguage, language);
