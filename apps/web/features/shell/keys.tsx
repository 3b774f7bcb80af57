'use client';

import { spotlight } from '@mantine/spotlight';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type KeyHelp, KeysHelp } from '../../ui/keys-help';
import { useDocumentKeys } from '../../ui/use-document-keys';
import { Palette } from './palette';

/** Keys that work on every screen; none of them changes anything by itself. */
export function Keys() {
  const t = useTranslations('shell.keys');
  const router = useRouter();
  const [help, setHelp] = useState(false);
  useDocumentKeys({
    '?': () => setHelp(true),
    '/': focusSearch,
    'g o': () => router.push('/'),
    'g m': () => router.push('/models'),
    'g r': () => router.push('/rollouts'),
    'g a': () => router.push('/releases?status=awaiting_approval'),
  });
  const items: KeyHelp[] = [
    { keys: ['Ctrl', 'K'], does: t('palette') },
    { keys: ['/'], does: t('search') },
    { keys: ['?'], does: t('help') },
    { keys: ['j', 'k'], does: t('rows') },
    { keys: ['g', 'o'], does: t('overview') },
    { keys: ['g', 'm'], does: t('models') },
    { keys: ['g', 'r'], does: t('rollouts') },
    { keys: ['g', 'a'], does: t('approvals') },
    { keys: ['a', 'r'], does: t('decide') },
    { keys: ['Esc'], does: t('close') },
  ];
  return (
    <>
      <Palette />
      <KeysHelp opened={help} onClose={() => setHelp(false)} items={items} />
    </>
  );
}

function focusSearch() {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  if (field) field.focus();
  else spotlight.open();
}
