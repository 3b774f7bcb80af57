'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { localeCookie, locales } from '../../i18n/locales';

const names = { en: 'English', zh: '简体中文' } as const;
const yearSeconds = 31_536_000;

export function LanguageSwitch() {
  const t = useTranslations('ui');
  const locale = useLocale();
  const router = useRouter();
  const choose = (next: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
    document.cookie = `${localeCookie}=${next}; path=/; max-age=${yearSeconds}; samesite=lax`;
    router.refresh();
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('language')}>
          <IconLanguage size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {locales.map((value) => (
          <Menu.Item key={value} lang={value} onClick={() => choose(value)} fw={value === locale ? 700 : undefined}>
            {names[value]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
