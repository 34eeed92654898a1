import { Languages } from 'lucide-react';
import { LANGUAGE_NAMES, LANGUAGES, type Language, language } from '../words/language.ts';
import { Button } from './Button.tsx';

/** Offers the language that is not spoken, in its own words; an icon where there is little room. */
export function LanguageButton({ onChoose }: { readonly onChoose: (language: Language) => unknown }) {
  const other = LANGUAGES.find((each) => each !== language())!;
  return (
    <Button
      look="quiet"
      lang={other}
      title={LANGUAGE_NAMES[other]}
      className="px-2! max-sm:size-9 max-sm:px-0! lg:max-xl:size-9 lg:max-xl:px-0!"
      onClick={() => onChoose(other)}
    >
      <Languages className="sm:hidden lg:max-xl:block" />
      <span className="max-sm:sr-only lg:max-xl:sr-only">{LANGUAGE_NAMES[other]}</span>
    </Button>
  );
}
