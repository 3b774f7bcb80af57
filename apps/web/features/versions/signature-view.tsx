'use client';

import type { Signature } from '@gradus/contracts/api/models';
import { Stack, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type Column, DataTable } from '../../ui/data-table';
import { Panel } from '../../ui/panel';

type Tensor = Signature['inputs'][number];

export function SignatureView({ signature }: { signature: Signature | null }) {
  const t = useTranslations('versions');
  const f = useTranslations('fields');
  const columns: Column<Tensor>[] = [
    { key: 'name', header: f('name'), cell: (tensor) => tensor.name },
    { key: 'datatype', header: t('datatype'), cell: (tensor) => tensor.datatype },
    { key: 'shape', header: t('shape'), cell: (tensor) => `[${tensor.shape.join(', ')}]` },
    { key: 'columns', header: t('columns'), cell: (tensor) => (tensor.columns ?? tensor.classes ?? []).join(', ') },
  ];
  return (
    <Panel title={t('signature')}>
      <Text size="sm" c="dimmed" mb="sm">
        {signature ? t('signatureLead') : t('noSignature')}
      </Text>
      {signature ? (
        <Stack gap="sm">
          {(['inputs', 'outputs'] as const).map((side) => (
            <div key={side}>
              <Title order={3} mb={4}>
                {t(side)}
              </Title>
              <DataTable label={t(side)} rows={signature[side]} rowKey={(tensor) => tensor.name} columns={columns} />
            </div>
          ))}
        </Stack>
      ) : null}
    </Panel>
  );
}
