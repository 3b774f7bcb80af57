'use client';

import type { Rollout } from '@gradus/contracts/api/releases';
import { SimpleGrid, Text } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { TextLink } from '../../ui/link';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { links } from '../links';
import { StateBadge } from '../states/badges';
import { DecisionTimeline } from './decision-timeline';
import { MetricTile } from './metric-tile';
import { RolloutControls } from './rollout-controls';
import { StageBar } from './stage-bar';

const EvidenceCharts = dynamic(() => import('./evidence-charts').then((module) => module.EvidenceCharts));

const pollMs = 3000;
export const isLive = (rollout: Rollout) => !['completed', 'rolled_back'].includes(rollout.status);

/** For the person on call: which stage, which metric, which evidence, and the way back, in ten seconds. */
export function RolloutPage({ id }: { id: string }) {
  const t = useTranslations('rollouts');
  const query = useResource<Rollout>(
    ['rollouts', id],
    {},
    { refetchInterval: ({ state }) => (state.data && !isLive(state.data) ? false : pollMs) },
  );
  const { data } = query;
  return (
    <Page
      title={data ? t('heading', { model: data.model, version: data.candidate, endpoint: data.endpoint }) : t('title')}
      crumbs={[{ label: t('title'), href: '/rollouts' }]}
      badge={data ? <StateBadge kind="rollout" state={data.status} /> : null}
    >
      <QueryView query={query}>
        {(rollout) => (
          <>
            <RolloutControls rollout={rollout} />
            <Panel>
              <Text size="lg" fw={600} role="status">
                {rollout.outcome ?? rollout.summary}
              </Text>
              <Text size="sm" c="dimmed">
                <TextLink href={links.release(rollout.release)}>{t('release')}</TextLink>
                {' · '}
                <TextLink href={links.endpoint(rollout.endpoint)}>{rollout.endpoint}</TextLink>
              </Text>
              <StageBar rollout={rollout} />
            </Panel>
            <section aria-label={t('metrics')}>
              <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
                {rollout.analysis.map((analysis) => (
                  <MetricTile key={analysis.metric} analysis={analysis} live={rollout.finishedAt === null} />
                ))}
              </SimpleGrid>
              {rollout.analysis.length === 0 ? <Text c="dimmed">{t('noMetrics')}</Text> : null}
            </section>
            <EvidenceCharts rollout={rollout} />
            <DecisionTimeline rollout={rollout} />
          </>
        )}
      </QueryView>
    </Page>
  );
}
