'use client';

import type { Rows as RowsSchema } from '@gradus/contracts/api/datasets';
import { Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import { useResource } from '../../api-client/queries';
import { DataTable } from '../../ui/data-table';
import { noData } from '../../ui/format';
import { Panel } from '../../ui/panel';
import { QueryView } from '../../ui/states/query-view';

type Rows = z.infer<typeof RowsSchema>;
type PreviewRow = { cells: Rows['rows'][number]; index: number };

export function RowPreview({ id }: { id: string }) {
  const t = useTranslations('datasets');
  const query = useResource<Rows>(['datasets', id, 'rows'], { limit: 10 });
  return (
    <Panel title={t('preview')}>
      <QueryView query={query}>
        {(data) => (
          <>
            <Text size="sm" c="dimmed">
              {t('previewOf', { count: data.rows.length, total: data.total })}
            </Text>
            <DataTable
              label={t('preview')}
              rows={data.rows.map((cells, index) => ({ cells, index }))}
              rowKey={(row) => String(row.index)}
              columns={data.columns.map((name, at) => ({
                key: name,
                header: name,
                cell: (row: PreviewRow) => String(row.cells[at] ?? noData),
              }))}
            />
          </>
        )}
      </QueryView>
    </Panel>
  );
}
