'use client';

import type { Endpoint } from '@gradus/contracts/api/endpoints';
import { NativeSelect } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useResource } from '../../api-client/queries';
import { Copyable } from '../../ui/copyable';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { EndpointFacts } from './endpoint-facts';
import { rangeNames } from './ranges';

const EndpointCharts = dynamic(() => import('./endpoint-charts').then((module) => module.EndpointCharts));
const DriftPanel = dynamic(() => import('./drift-panel').then((module) => module.DriftPanel));

/** One time range for every chart of the screen; it lives in the address. */
export function EndpointPage({ name }: { name: string }) {
  const t = useTranslations('endpoints');
  const [range, setRange] = useQueryState('range', parseAsStringLiteral(rangeNames).withDefault('1h'));
  const query = useResource<Endpoint>(['endpoints', name]);
  return (
    <Page
      title={name}
      crumbs={[{ label: t('title'), href: '/endpoints' }]}
      actions={
        <NativeSelect
          aria-label={t('range')}
          value={range}
          data={rangeNames.map((value) => ({ value, label: t(`ranges.${value}`) }))}
          onChange={(event) => void setRange(rangeNames.find((known) => known === event.currentTarget.value) ?? null)}
        />
      }
    >
      <QueryView query={query}>
        {(endpoint) => (
          <>
            <Panel>
              <EndpointFacts endpoint={endpoint} />
            </Panel>
            <EndpointCharts name={name} range={range} />
            <DriftPanel name={name} range={range} />
            <Panel title={t('call')}>
              <Copyable value={`POST /v2/models/${name}/infer`} />
            </Panel>
          </>
        )}
      </QueryView>
    </Page>
  );
}
