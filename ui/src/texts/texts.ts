/** The words of the page in the language of its reader. */
import { useSyncExternalStore } from 'react';
import { type TextKey, en } from './en.ts';
import type { Language, Words } from './words.ts';

export const languages: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };
export type { Language };

type Catalogue = Readonly<Record<TextKey, string>>;
/** English is always there; the other one comes with whoever reads it. */
const catalogues: { readonly en: Catalogue; zh?: Catalogue } = { en };
const kept = 'altiplano.language';

let language: Language = 'en';
const listeners = new Set<() => void>();

/** Pages are shown when their words are there. */
export const wordsAreThere = take(firstLanguage());

function firstLanguage(): Language {
  const chosen = localStorage.getItem(kept);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  return navigator.languages.some((each) => each.toLowerCase().startsWith('zh')) ? 'zh' : 'en';
}

/** What cannot be loaded is not taken. */
async function loaded(chosen: Language): Promise<Language> {
  try {
    if (chosen === 'zh') catalogues.zh ??= (await import('./zh.ts')).zh;
    return chosen;
  } catch {
    return 'en';
  }
}

export function setLanguage(chosen: Language): void {
  localStorage.setItem(kept, chosen);
  void take(chosen);
}

async function take(chosen: Language): Promise<void> {
  language = await loaded(chosen);
  document.documentElement.lang = language;
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
  return (key, values) => filledIn((catalogues[chosen] ?? en)[key], values);
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
