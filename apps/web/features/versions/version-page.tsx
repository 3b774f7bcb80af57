'use client';

import type { Version } from '@gradus/contracts/api/models';
import { Alert, Button, SimpleGrid } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconReportAnalytics, IconRocket, IconTag } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { apiPath } from '../../api-client/request';
import { OnceOpened } from '../../ui/once-opened';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Empty } from '../../ui/states/empty';
import { QueryView } from '../../ui/states/query-view';
import { EvaluationList } from '../evaluations/evaluation-list';
import { links } from '../links';
import { MetricTable } from '../metrics/metric-table';
import { useCan } from '../session/api';
import { StateBadge } from '../states/badges';
import { AliasList } from './alias-list';
import { LineageView } from './lineage-view';
import { SignatureView } from './signature-view';
import { VersionFacts } from './version-facts';

const AliasDialog = dynamic(() => import('./alias-dialog').then((module) => module.AliasDialog), { ssr: false });
const EvaluateDialog = dynamic(() => import('./evaluate-dialog').then((module) => module.EvaluateDialog), {
  ssr: false,
});
const NewReleaseDialog = dynamic(
  () => import('../releases/new-release-dialog').then((module) => module.NewReleaseDialog),
  { ssr: false },
);

export function VersionPage({ model, version }: { model: string; version: number }) {
  const t = useTranslations('versions');
  const models = useTranslations('models');
  const query = useResource<Version>(['models', model, 'versions', version]);
  return (
    <Page
      title={t('heading', { model, version })}
      crumbs={[
        { label: models('title'), href: '/models' },
        { label: model, href: links.model(model) },
      ]}
      badge={
        query.data ? (
          <>
            <StateBadge kind="version" state={query.data.status} />
            <AliasList aliases={query.data.aliases} />
          </>
        ) : null
      }
      description={query.data?.description || null}
      actions={query.data ? <Actions version={query.data} /> : null}
    >
      <QueryView query={query}>
        {(data) => (
          <>
            {data.status === 'quarantined' ? (
              <Alert color="red" variant="light" title={t('quarantined')}>
                {data.statusReason}
              </Alert>
            ) : null}
            <VersionFacts version={data} />
            <SimpleGrid cols={{ base: 1, lg: 2 }}>
              <MetricTable metrics={data.metrics} />
              <LineageView version={data} />
            </SimpleGrid>
            <SignatureView signature={data.signature} />
            <Panel title={t('evaluations')}>
              <EvaluationList
                filter={{ model, version }}
                empty={<Empty title={t('notEvaluated.title')}>{t('notEvaluated.text')}</Empty>}
              />
            </Panel>
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Actions({ version }: { version: Version }) {
  const t = useTranslations('versions');
  const [evaluating, evaluate] = useDisclosure(false);
  const [releasing, release] = useDisclosure(false);
  const [naming, alias] = useDisclosure(false);
  const may = { train: useCan('train'), release: useCan('release'), register: useCan('register') };
  const ready = version.status === 'ready';
  return (
    <>
      <Button
        component="a"
        variant="default"
        href={apiPath(['models', version.model, 'versions', version.version, 'artifact'])}
        leftSection={<IconDownload size={16} />}
      >
        {t('download')}
      </Button>
      {may.register ? (
        <Button variant="default" leftSection={<IconTag size={16} />} onClick={alias.open}>
          {t('setAlias')}
        </Button>
      ) : null}
      {may.train ? (
        <Button
          variant="default"
          leftSection={<IconReportAnalytics size={16} />}
          onClick={evaluate.open}
          disabled={!ready}
        >
          {t('evaluate')}
        </Button>
      ) : null}
      {may.release ? (
        <Button leftSection={<IconRocket size={16} />} onClick={release.open} disabled={!ready}>
          {t('release')}
        </Button>
      ) : null}
      <OnceOpened opened={naming}>
        <AliasDialog version={version} opened={naming} onClose={alias.close} />
      </OnceOpened>
      <OnceOpened opened={evaluating}>
        <EvaluateDialog version={version} opened={evaluating} onClose={evaluate.close} />
      </OnceOpened>
      <OnceOpened opened={releasing}>
        <NewReleaseDialog version={version} opened={releasing} onClose={release.close} />
      </OnceOpened>
    </>
  );
}
