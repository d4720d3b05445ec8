/** Titles of columns and actions: of the first page's words, or of others. */
import type { TextKey } from '../texts/en.ts';
import type { Language, Say } from '../texts/texts.ts';

/** A key, or `(language) => fooWords[language].title`. */
export type Title = TextKey | ((language: Language) => string);

export function titleText(title: Title, say: Say, language: Language): string {
  return typeof title === 'function' ? title(language) : say(title);
}
