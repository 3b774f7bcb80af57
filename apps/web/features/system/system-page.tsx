'use client';

import type { Ready as ReadySchema } from '@gradus/contracts/api/admin';
import { Anchor, Group, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { StatusBadge, type Tone } from '../../ui/status-badge';
import { readHealth } from './api';

type Ready = z.infer<typeof ReadySchema>;

const parts = ['postgres', 'redis', 'worker', 'gateway'] as const;
const tones: Record<Ready['redis'], Tone> = { ok: 'good', down: 'bad', off: 'idle' };
const refreshMs = 5000;

export function SystemPage() {
  const t = useTranslations('system');
  const query = useQuery({
    queryKey: ['ready'],
    queryFn: ({ signal }) => readHealth(signal),
    refetchInterval: refreshMs,
  });
  return (
    <Page title={t('title')} description={t('lead')}>
      <QueryView query={query}>
        {(ready) => (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {parts.map((part) => (
              <Panel
                key={part}
                title={t(`parts.${part}`)}
                aside={<StatusBadge tone={tones[ready[part]]}>{t(`states.${ready[part]}`)}</StatusBadge>}
              >
                <Text size="sm" c="dimmed">
                  {t(`does.${part}`)}
                </Text>
              </Panel>
            ))}
          </SimpleGrid>
        )}
      </QueryView>
      <Panel title={t('api')}>
        <Group gap="lg">
          <Anchor href="/api/docs">{t('reference')}</Anchor>
          <Anchor href="/api/openapi.json">{t('document')}</Anchor>
          <Anchor href="/metrics">{t('metrics')}</Anchor>
        </Group>
      </Panel>
    </Page>
  );
}
