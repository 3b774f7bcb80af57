'use client';

import type { Dataset } from '@gradus/contracts/api/datasets';
import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useResource } from '../../api-client/queries';

/** Ready datasets by name; newer ones first, as the API lists them. */
export function DatasetSelect(props: NativeSelectProps) {
  const t = useTranslations('datasets');
  const f = useTranslations('fields');
  const datasets = useResource<{ items: Dataset[] }>(['datasets'], { limit: 200 });
  const ready = (datasets.data?.items ?? []).filter(({ status }) => status === 'ready');
  return (
    <NativeSelect
      label={f('dataset')}
      data={[
        { value: '', label: t('select') },
        ...ready.map(({ id, name, rows }) => ({ value: id, label: `${name} (${rows}, …${id.slice(-6)})` })),
      ]}
      {...props}
    />
  );
}
