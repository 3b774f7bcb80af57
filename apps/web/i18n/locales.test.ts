import { expect, test } from 'vitest';
import { chooseLocale } from './locales';

test.each([
  ['zh', 'en-GB,en', 'zh'],
  [undefined, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  [undefined, 'fr-FR,en;q=0.5', 'en'],
  ['xx', null, 'en'],
])('cookie %s and browser %s give %s', (cookie, header, locale) => {
  expect(chooseLocale(cookie, header)).toBe(locale);
});
