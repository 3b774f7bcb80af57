import type { Locale } from '../i18n/locales';
import { en } from './en';
import { zh } from './zh';

export const messages: Record<Locale, typeof en> = { en, zh };
