'use client';

import type { Overview } from '@gradus/contracts/api/overview';
import { SimpleGrid, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { useFormat } from '../../ui/format';
import { TextLink } from '../../ui/link';
import { LinkButton } from '../../ui/link-button';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Stat } from '../../ui/stat';
import { Empty } from '../../ui/states/empty';
import { QueryView } from '../../ui/states/query-view';
import { EventList } from './event-list';
import { JobList } from './job-list';
import { LiveRollouts } from './live-rollouts';
import { OpenIncidents } from './open-incidents';
import { WaitingReleases } from './waiting-releases';

const counted = ['models', 'datasets', 'endpoints'] as const;
const refreshMs = 10_000;

/** Worst first: incidents, what waits for me, traffic that moves, jobs, and what happened last. */
export function OverviewPage() {
  const t = useTranslations('overview');
  const query = useResource<Overview>(['overview'], {}, { refetchInterval: refreshMs });
  return (
    <Page title={t('title')}>
      <QueryView query={query}>{(overview) => <Parts overview={overview} />}</QueryView>
    </Page>
  );
}

function Parts({ overview }: { overview: Overview }) {
  const t = useTranslations('overview');
  const format = useFormat();
  const open = overview.incidents.filter(({ status }) => status !== 'resolved');
  const isNew = overview.counts.datasets === 0 && overview.counts.models === 0;
  return (
    <>
      {isNew ? <Welcome /> : null}
      {open.length > 0 ? <OpenIncidents incidents={open} /> : null}
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Stack gap="md">
          <LiveRollouts rollouts={overview.rollouts} />
          <WaitingReleases releases={overview.waitingForMe} />
          <JobList runs={overview.runs} evaluations={overview.evaluations} />
        </Stack>
        <EventList events={overview.events} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 3 }}>
        {counted.map((noun) => (
          <Stat
            key={noun}
            label={t(`counts.${noun}`)}
            value={format.integer(overview.counts[noun])}
            detail={<TextLink href={`/${noun}`}>{t('all')}</TextLink>}
          />
        ))}
      </SimpleGrid>
    </>
  );
}

function Welcome() {
  const t = useTranslations('overview.welcome');
  const datasets = useTranslations('datasets');
  return (
    <Panel>
      <Empty
        title={t('title')}
        action={<LinkButton href="/datasets/new">{datasets('upload')}</LinkButton>}
        snippet="gradus dataset upload --file data.csv --card card.json"
      >
        {t('text')}
      </Empty>
    </Panel>
  );
}
