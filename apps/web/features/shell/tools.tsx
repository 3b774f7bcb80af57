'use client';

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconLogout, IconSearch, IconUser } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useLiveness } from '../../api-client/live';
import { LanguageSwitch } from '../../ui/frame/language-switch';
import { ThemeSwitch } from '../../ui/frame/theme-switch';
import { StatusBadge, type Tone } from '../../ui/status-badge';
import { signOut, useMe } from '../session/api';
import classes from './tools.module.css';

const tones: Record<ReturnType<typeof useLiveness>, Tone> = { live: 'good', polling: 'warn', connecting: 'idle' };

export function Tools({ openPalette }: { openPalette: () => void }) {
  const t = useTranslations('shell');
  const liveness = useLiveness();
  return (
    <>
      <Tooltip label={t(`live.hint.${liveness}`)}>
        <output className={classes.liveness}>
          <StatusBadge tone={tones[liveness]}>{t(`live.${liveness}`)}</StatusBadge>
        </output>
      </Tooltip>
      <ActionIcon variant="subtle" color="gray" size={34} onClick={openPalette} aria-label={t('palette.open')}>
        <IconSearch size={18} />
      </ActionIcon>
      <LanguageSwitch />
      <ThemeSwitch />
      <Account />
    </>
  );
}

function Account() {
  const t = useTranslations('shell.account');
  const me = useMe().data;
  const leave = useMutation({ mutationFn: signOut, onSettled: () => window.location.assign('/sign-in') });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('label')}>
          <IconUser size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {me ? <Menu.Label>{me.email ?? me.name}</Menu.Label> : null}
        {me?.role ? <Menu.Label>{t('role', { role: me.role })}</Menu.Label> : null}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
