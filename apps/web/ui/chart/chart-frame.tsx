'use client';

import { Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useState } from 'react';
import { type Column, DataTable } from '../data-table';
import { Dash } from './dash';

export interface LegendItem {
  key: string;
  label: string;
  color: string;
  dash?: string | undefined;
}

interface ChartFrameProps<T> {
  title: string;
  unit?: string;
  /** what a reader should take from it, in one sentence */
  summary: string;
  legend?: LegendItem[];
  rows: T[];
  columns: Column<T>[];
  rowKey: (row: T) => string;
  children: ReactNode;
}

/** Title, unit, one sentence, legend, and the same numbers as a table for whoever can't or won't read a chart. */
export function ChartFrame<T>({
  title,
  unit,
  summary,
  legend = [],
  rows,
  columns,
  rowKey,
  children,
}: ChartFrameProps<T>) {
  const t = useTranslations('ui.chart');
  const id = useId();
  const [view, setView] = useState('chart');
  return (
    <figure aria-labelledby={id} style={{ margin: 0, minWidth: 0 }}>
      <Group justify="space-between" gap="xs" mb={4}>
        <Title order={3} id={id}>
          {title}
          {unit ? (
            <Text span size="sm" c="dimmed" fw={400}>
              {' '}
              ({unit})
            </Text>
          ) : null}
        </Title>
        <SegmentedControl
          size="xs"
          value={view}
          onChange={setView}
          aria-label={t('view', { title })}
          data={[
            { value: 'chart', label: t('chart') },
            { value: 'table', label: t('table') },
          ]}
        />
      </Group>
      <figcaption>
        <Text size="sm" c="dimmed">
          {rows.length === 0 ? t('empty') : summary}
        </Text>
        {legend.length > 1 ? (
          <Group gap="md" mt={4}>
            {legend.map((item) => (
              <Group key={item.key} gap={6} wrap="nowrap">
                <Dash color={item.color} dash={item.dash} />
                <Text size="xs">{item.label}</Text>
              </Group>
            ))}
          </Group>
        ) : null}
      </figcaption>
      {view === 'table' && rows.length > 0 ? (
        <div style={{ marginTop: 8, maxHeight: 320, overflow: 'auto' }}>
          <DataTable label={title} rows={rows} columns={columns} rowKey={rowKey} />
        </div>
      ) : (
        <div aria-hidden style={{ marginTop: 8 }}>
          {children}
        </div>
      )}
    </figure>
  );
}
