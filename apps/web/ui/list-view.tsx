'use client';

import type { ReactNode } from 'react';
import { type Column, DataTable } from './data-table';
import { type QueryState, QueryView } from './states/query-view';

interface ListViewProps<T> {
  list: { items: T[]; query: QueryState<unknown>; more: (() => void) | null; loadingMore: boolean };
  label: string;
  rowKey: (row: T) => string;
  columns: Column<T>[];
  empty: ReactNode;
}

/** A paged list in whatever state it is. */
export function ListView<T>({ list, label, rowKey, columns, empty }: ListViewProps<T>) {
  return (
    <QueryView query={list.query}>
      {() =>
        list.items.length === 0 ? (
          empty
        ) : (
          <DataTable
            label={label}
            rows={list.items}
            rowKey={rowKey}
            columns={columns}
            more={list.more}
            loadingMore={list.loadingMore}
          />
        )
      }
    </QueryView>
  );
}
