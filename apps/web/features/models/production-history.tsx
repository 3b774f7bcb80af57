'use client';

import type { Routing } from '@gradus/contracts/api/endpoints';
import type { Model } from '@gradus/contracts/api/models';
import { Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { type Column, DataTable } from '../../ui/data-table';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { Time } from '../../ui/time';
import { links } from '../links';
import { type Period, productionPeriods } from './production-periods';

/** Which version served all but the candidate's traffic, when, on each endpoint of the model. */
export function ProductionHistory({ model }: { model: Model }) {
  const t = useTranslations('models.production');
  if (model.endpoints.length === 0) return <Text c="dimmed">{t('none')}</Text>;
  return (
    <Stack gap="md">
      {model.endpoints.map((endpoint) => (
        <EndpointHistory key={endpoint} endpoint={endpoint} model={model.name} />
      ))}
    </Stack>
  );
}

function EndpointHistory({ endpoint, model }: { endpoint: string; model: string }) {
  const t = useTranslations('models.production');
  const f = useTranslations('fields');
  const query = useResource<Routing>(['endpoints', endpoint, 'routing']);
  const columns: Column<Period>[] = [
    {
      key: 'version',
      header: f('version'),
      cell: ({ version }) => <TextLink href={links.version(model, version)}>v{version}</TextLink>,
    },
    { key: 'from', header: t('from'), cell: ({ from }) => <Time iso={from} /> },
    { key: 'until', header: t('until'), cell: ({ until }) => (until ? <Time iso={until} /> : t('now')) },
    { key: 'reason', header: f('reason'), wide: true, cell: ({ reason }) => reason },
  ];
  return (
    <Panel title={t('title', { endpoint })}>
      <QueryView query={query} rows={2}>
        {({ history }) => {
          const periods = productionPeriods(history);
          if (periods.length === 0) return <Text c="dimmed">{t('none')}</Text>;
          return (
            <DataTable label={t('title', { endpoint })} rows={periods} rowKey={({ from }) => from} columns={columns} />
          );
        }}
      </QueryView>
    </Panel>
  );
}
