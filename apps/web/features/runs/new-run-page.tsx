'use client';

import type { Dataset } from '@gradus/contracts/api/datasets';
import type { Family, Run } from '@gradus/contracts/api/runs';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryStates } from 'nuqs';
import { useResource } from '../../api-client/queries';
import { Page } from '../../ui/page';
import { QueryView } from '../../ui/states/query-view';
import { NewRunForm } from './new-run-form';
import { emptyRun, familyDefaults, fromRun } from './run-form';

/** `?clone=` starts from a past run, `?dataset=` and `?model=` from where the visitor came. */
export function NewRunPage() {
  const t = useTranslations('runs');
  const [from] = useQueryStates({ clone: parseAsString, dataset: parseAsString, model: parseAsString });
  const families = useResource<{ items: Family[] }>(['families'], {}, { staleTime: Number.POSITIVE_INFINITY });
  const datasets = useResource<{ items: Dataset[] }>(['datasets'], { limit: 200 });
  const cloned = useResource<Run>(['runs', from.clone ?? ''], {}, { enabled: from.clone !== null });
  return (
    <Page title={t('new')} crumbs={[{ label: t('title'), href: '/runs' }]} description={t('startLead')}>
      <QueryView query={families}>
        {({ items }) => (
          <QueryView query={datasets}>
            {({ items: data }) => {
              const first = items[0];
              const initial = {
                ...emptyRun,
                model: from.model ?? '',
                dataset: from.dataset ?? '',
                family: first?.name ?? '',
                architecture: familyDefaults(first?.options ?? []),
              };
              if (from.clone === null) return <NewRunForm families={items} datasets={data} initial={initial} />;
              return (
                <QueryView query={cloned}>
                  {(run) => <NewRunForm families={items} datasets={data} initial={fromRun(run)} />}
                </QueryView>
              );
            }}
          </QueryView>
        )}
      </QueryView>
    </Page>
  );
}
