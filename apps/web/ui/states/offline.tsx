'use client';

import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';

export function Offline() {
  const t = useTranslations('ui');
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert role="status" color="yellow" variant="light" mb="md" icon={<IconWifiOff size={18} aria-hidden />}>
      {t('offline')}
    </Alert>
  );
}
