'use client';

import { useHotkeys } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { KeyHelp } from '../../ui/keys-help';
import { OnceOpened } from '../../ui/once-opened';
import { useDocumentKeys } from '../../ui/use-document-keys';

const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });
const KeysHelp = dynamic(() => import('../../ui/keys-help').then((module) => module.KeysHelp), { ssr: false });

/** Keys that work on every screen; none of them changes anything by itself. */
export function Keys({ palette, openPalette }: { palette: number; openPalette: () => void }) {
  const t = useTranslations('shell.keys');
  const router = useRouter();
  const [help, setHelp] = useState(false);
  useHotkeys([['mod + K', openPalette]], [], true);
  useDocumentKeys({
    '?': () => setHelp(true),
    '/': () => focusSearch(openPalette),
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
      {palette > 0 ? <Palette asked={palette} /> : null}
      <OnceOpened opened={help}>
        <KeysHelp opened={help} onClose={() => setHelp(false)} items={items} />
      </OnceOpened>
    </>
  );
}

function focusSearch(otherwise: () => void) {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  if (field) field.focus();
  else otherwise();
}
