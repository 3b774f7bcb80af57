'use client';

import type { Version } from '@gradus/contracts/api/models';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { Facts } from '../../ui/facts';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';

export function VersionMetrics({ version }: { version: Version }) {
  const t = useTranslations('versions');
  const format = useFormat();
  const metrics = Object.entries(version.metrics);
  return (
    <Panel title={t('metrics')}>
      {metrics.length === 0 ? (
        <Text c="dimmed">{t('noMetrics')}</Text>
      ) : (
        <Facts items={metrics.map(([label, value]) => ({ label, value: format.number(value) }))} />
      )}
    </Panel>
  );
}
