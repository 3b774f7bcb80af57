export const locales = ['en', 'zh'] as const;
export type Locale = (typeof locales)[number];
export const localeCookie = 'gradus_locale';

/** The visitor's own choice, else the first language of the browser that we speak, else English. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const chosen = locales.find((locale) => locale === cookie);
  if (chosen) return chosen;
  const wanted = (acceptLanguage ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  for (const language of wanted) {
    const known = locales.find((locale) => locale === language);
    if (known) return known;
  }
  return 'en';
}
