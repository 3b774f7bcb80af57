'use client';

import { Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/panel';
import classes from './class-balance.module.css';

export function ClassBalance({ counts, positive }: { counts: Record<string, number>; positive: string | null }) {
  const t = useTranslations('datasets');
  const format = useFormat();
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return (
    <Panel title={t('balance')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('balanceLead')}
      </Text>
      <Stack gap="xs">
        {Object.entries(counts).map(([name, count]) => (
          <div key={name}>
            <Group justify="space-between" gap="xs">
              <Text size="sm">
                {name}
                {name === positive ? ` · ${t('positive')}` : ''}
              </Text>
              <Text size="sm" c="dimmed">
                {format.integer(count)} · {format.percent(count / total)}
              </Text>
            </Group>
            <div className={classes.track} aria-hidden>
              <div className={classes.bar} style={{ width: `${(100 * count) / total}%` }} />
            </div>
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
