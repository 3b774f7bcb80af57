'use client';

import type { Dataset, DatasetProfile } from '@gradus/contracts/api/datasets';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { Copyable, shortDigest } from '../../ui/copyable';
import { Facts } from '../../ui/facts';
import { noData, useFormat } from '../../ui/format';
import { LinkButton } from '../../ui/link-button';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { Time } from '../../ui/time';
import { useCan } from '../session/api';
import { StateBadge } from '../states/badges';
import { ClassBalance } from './class-balance';
import { ColumnTable } from './column-table';
import { RowPreview } from './row-preview';

export function DatasetPage({ id }: { id: string }) {
  const t = useTranslations('datasets');
  const query = useResource<Dataset>(['datasets', id]);
  const profile = useResource<DatasetProfile>(['datasets', id, 'profile']);
  const mayTrain = useCan('train');
  return (
    <Page
      title={query.data?.name ?? id}
      crumbs={[{ label: t('title'), href: '/datasets' }]}
      badge={query.data ? <StateBadge kind="dataset" state={query.data.status} /> : null}
      description={query.data?.description || null}
      actions={mayTrain && query.data ? <LinkButton href={`/runs/new?dataset=${id}`}>{t('train')}</LinkButton> : null}
    >
      <QueryView query={query}>
        {(dataset) => (
          <>
            <DatasetFacts dataset={dataset} />
            <QueryView query={profile}>
              {(data) => (
                <>
                  {Object.keys(data.target).length > 0 ? (
                    <ClassBalance counts={data.target} positive={dataset.positive} />
                  ) : null}
                  <Panel title={t('schema')}>
                    <ColumnTable columns={data.columns} target={dataset.target} />
                  </Panel>
                </>
              )}
            </QueryView>
            <RowPreview id={id} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function DatasetFacts({ dataset }: { dataset: Dataset }) {
  const t = useTranslations('datasets');
  const f = useTranslations('fields');
  const format = useFormat();
  const { splits } = dataset;
  return (
    <Panel>
      <Facts
        items={[
          { label: f('task'), value: f(`tasks.${dataset.task}`) },
          { label: f('target'), value: dataset.target },
          { label: t('positive'), value: dataset.positive ?? noData },
          { label: f('rows'), value: format.integer(dataset.rows) },
          {
            label: t('splitSizes'),
            value: [splits.train, splits.validation, splits.test].map((n) => format.integer(n)).join(' / '),
          },
          { label: f('size'), value: format.bytes(dataset.sizeBytes) },
          { label: f('digest'), value: <Copyable value={dataset.digest} shown={shortDigest(dataset.digest)} /> },
          { label: 'ID', value: <Copyable value={dataset.id} shown={`${dataset.id.slice(0, 12)}…`} /> },
          { label: f('licence'), value: dataset.licence || noData },
          { label: f('source'), value: dataset.source || noData },
          { label: f('createdBy'), value: dataset.createdBy },
          { label: f('created'), value: <Time iso={dataset.createdAt} /> },
        ]}
      />
    </Panel>
  );
}
