/** The words of the page in the language of its reader. */
import { useSyncExternalStore } from 'react';
import { type TextKey, en } from './en.ts';
import type { Language, Words } from './words.ts';
import { zh } from './zh.ts';

export const languages: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };
export type { Language };

const catalogues: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, zh };
const kept = 'altiplano.language';

let language = firstLanguage();
const listeners = new Set<() => void>();
document.documentElement.lang = language;

function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  return navigator.languages.some((each) => each.toLowerCase().startsWith('zh')) ? 'zh' : 'en';
}

export function setLanguage(chosen: Language): void {
  language = chosen;
  localStorage.setItem(kept, chosen);
  document.documentElement.lang = chosen;
  for (const listener of listeners) listener();
}

export function useLanguage(): Language {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => language,
  );
}

export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export function useSay(): Say {
  const chosen = useLanguage();
  return (key, values) => filledIn(catalogues[chosen][key], values);
}

export function useWords<Key extends string>(
  of: Words<Key>,
): (key: Key, values?: Readonly<Record<string, string | number>>) => string {
  const chosen = useLanguage();
  return (key, values) => filledIn(of[chosen][key], values);
}

function filledIn(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
