'use client';

import type { Release } from '@gradus/contracts/api/releases';
import { Accordion, Alert, SimpleGrid } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { Facts } from '../../ui/facts';
import { TextLink } from '../../ui/link';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { Time } from '../../ui/time';
import { links } from '../links';
import { PolicyView } from '../policies/policy-view';
import { StateBadge } from '../states/badges';
import { ApprovalsPanel } from './approvals-panel';
import { EvidencePanel } from './evidence-panel';
import { GatesPanel } from './gates-panel';
import { ReleaseActions } from './release-actions';

const pollMs = 5000;
const moving = new Set<Release['status']>(['draft', 'testing', 'approved', 'rolling_out']);

export function ReleasePage({ id }: { id: string }) {
  const t = useTranslations('releases');
  const query = useResource<Release>(
    ['releases', id],
    {},
    { refetchInterval: ({ state }) => (state.data && moving.has(state.data.status) ? pollMs : false) },
  );
  const { data } = query;
  return (
    <Page
      title={data ? t('heading', { model: data.model, version: data.version, endpoint: data.endpoint }) : t('title')}
      crumbs={[{ label: t('title'), href: '/releases' }]}
      badge={data ? <StateBadge kind="release" state={data.status} /> : null}
      description={data?.reason || null}
      actions={data ? <ReleaseActions release={data} /> : null}
    >
      <QueryView query={query}>
        {(release) => (
          <>
            {release.outcome ? (
              <Alert variant="light" color={release.status === 'released' ? 'green' : 'yellow'}>
                {release.outcome}
              </Alert>
            ) : null}
            <ReleaseFacts release={release} />
            <GatesPanel release={release} />
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              <ApprovalsPanel release={release} />
              <EvidencePanel release={release} />
            </SimpleGrid>
            <Accordion variant="contained">
              <Accordion.Item value="policy">
                <Accordion.Control>{t('policySpec')}</Accordion.Control>
                <Accordion.Panel>
                  <SimpleGrid cols={1}>
                    <PolicyView spec={release.policySpec} />
                  </SimpleGrid>
                </Accordion.Panel>
              </Accordion.Item>
            </Accordion>
          </>
        )}
      </QueryView>
    </Page>
  );
}

function ReleaseFacts({ release }: { release: Release }) {
  const t = useTranslations('releases');
  const f = useTranslations('fields');
  const { model, version, baseline } = release;
  return (
    <Panel>
      <Facts
        items={[
          {
            label: f('version'),
            value: <TextLink href={links.version(model, version)}>{`${model} v${version}`}</TextLink>,
          },
          {
            label: t('against'),
            value:
              baseline === null ? (
                t('first')
              ) : (
                <TextLink href={links.version(model, baseline)}>{`v${baseline}`}</TextLink>
              ),
          },
          {
            label: f('endpoint'),
            value: <TextLink href={links.endpoint(release.endpoint)}>{release.endpoint}</TextLink>,
          },
          { label: f('policy'), value: <TextLink href={links.policy(release.policy)}>{release.policy}</TextLink> },
          {
            label: t('rollout'),
            value: release.rollout ? (
              <TextLink href={links.rollout(release.rollout)}>{t('openRollout')}</TextLink>
            ) : (
              '–'
            ),
          },
          { label: f('requestedBy'), value: release.requestedBy },
          { label: f('created'), value: <Time iso={release.createdAt} /> },
          { label: f('updated'), value: <Time iso={release.updatedAt} /> },
        ]}
      />
    </Panel>
  );
}
