'use client';

import type { Endpoint } from '@gradus/contracts/api/endpoints';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';
import { TextLink } from '../../ui/link';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';
import { links } from '../links';
import { EndpointFacts } from './endpoint-facts';

export function EndpointCard({ name }: { name: string }) {
  const t = useTranslations('endpoints');
  const query = useResource<Endpoint>(['endpoints', name]);
  return (
    <Panel title={name} aside={<TextLink href={links.endpoint(name)}>{t('charts.requests')}</TextLink>}>
      <QueryView query={query} rows={1}>
        {(endpoint) => <EndpointFacts endpoint={endpoint} />}
      </QueryView>
    </Panel>
  );
}
