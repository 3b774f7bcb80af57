'use client';

import type { ApiKey } from '@gradus/contracts/api/admin';
import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Column } from '../../ui/data-table';
import { StatusBadge } from '../../ui/status-badge';
import { Time } from '../../ui/time';

export function useKeyColumns(revoke: (key: ApiKey) => void): Column<ApiKey>[] {
  const t = useTranslations('apiKeys');
  const f = useTranslations('fields');
  return [
    { key: 'name', header: f('name'), cell: (key) => key.name },
    { key: 'prefix', header: t('prefix'), wide: true, cell: (key) => <code>{key.prefix}…</code> },
    { key: 'scopes', header: t('scopes'), wide: true, cell: (key) => key.scopes.join(', ') },
    { key: 'state', header: f('status'), cell: (key) => <KeyState apiKey={key} /> },
    { key: 'used', header: t('lastUsed'), cell: (key) => <Time iso={key.lastUsedAt} /> },
    {
      key: 'expires',
      header: t('expiresAt'),
      wide: true,
      cell: (key) => (key.expiresAt ? <Time iso={key.expiresAt} /> : t('never')),
    },
    { key: 'created', header: f('created'), wide: true, cell: (key) => <Time iso={key.createdAt} /> },
    {
      key: 'revoke',
      header: '',
      cell: (key) =>
        key.revokedAt === null ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => revoke(key)}
            aria-label={t('revokeOf', { name: key.name })}
          >
            {t('revoke')}
          </Button>
        ) : null,
    },
  ];
}

function KeyState({ apiKey }: { apiKey: ApiKey }) {
  const t = useTranslations('apiKeys');
  if (apiKey.revokedAt !== null) return <StatusBadge tone="idle">{t('revoked')}</StatusBadge>;
  const expired = apiKey.expiresAt !== null && new Date(apiKey.expiresAt).getTime() < Date.now();
  return <StatusBadge tone={expired ? 'warn' : 'good'}>{expired ? t('expired') : t('active')}</StatusBadge>;
}
