/**
 * What only pages say that are loaded later stands in `texts/areas`, a file for each, so that the
 * first page does not carry it.
 */
export type Language = 'en' | 'zh';

export type Words<Key extends string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

/** Both languages have the same keys, which the compiler checks. */
export const words = <Key extends string>(
  en: Readonly<Record<Key, string>>,
  zh: Readonly<Record<NoInfer<Key>, string>>,
): Words<Key> => ({ en, zh });
