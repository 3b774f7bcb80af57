import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { messages } from '../messages/index';
import { chooseLocale, localeCookie } from './locales';

export default getRequestConfig(async () => {
  const locale = chooseLocale((await cookies()).get(localeCookie)?.value, (await headers()).get('accept-language'));
  return { locale, messages: messages[locale], timeZone: 'UTC' };
});
