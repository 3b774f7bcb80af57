'use client';

import { Button, Center, Stack } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import classes from './data-table.module.css';
import { useRowKeys } from './use-row-keys';

export interface Column<T> {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  numeric?: boolean;
  /** left out on narrow screens */
  wide?: boolean;
}

interface DataTableProps<T> {
  label: string;
  rows: T[];
  rowKey: (row: T) => string;
  columns: Column<T>[];
  more?: (() => void) | null;
  loadingMore?: boolean;
}

/** Rows with their links in the first cell; `j` and `k` walk them, and the table scrolls sideways by itself. */
export function DataTable<T>({ label, rows, rowKey, columns, more, loadingMore = false }: DataTableProps<T>) {
  const t = useTranslations('ui');
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body);
  return (
    <Stack gap="sm">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={label}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} scope="col" {...marks(column)}>
                  {column.header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row) => (
              <tr key={rowKey(row)}>
                {columns.map((column) => (
                  <td key={column.key} {...marks(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more ? (
        <Center>
          <Button variant="default" size="xs" onClick={more} loading={loadingMore}>
            {t('more')}
          </Button>
        </Center>
      ) : null}
    </Stack>
  );
}

function marks<T>(column: Column<T>) {
  return { 'data-numeric': column.numeric || undefined, 'data-wide': column.wide || undefined };
}
