'use client';

import { Alert, Button, Group } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useFormat } from '../format';

/** Old data with its age is better than none, as long as it says so. */
export function Stale({ updatedAt, onRetry }: { updatedAt: number; onRetry: () => void }) {
  const t = useTranslations('ui');
  const format = useFormat();
  return (
    <Alert role="status" color="yellow" variant="light" p="xs" icon={<IconClockPause size={18} aria-hidden />}>
      <Group gap="sm">
        {t('stale', { when: format.dateTime(new Date(updatedAt).toISOString()) })}
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          {t('failure.retry')}
        </Button>
      </Group>
    </Alert>
  );
}
