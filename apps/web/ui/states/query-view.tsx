'use client';

import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { FailureAlert } from './failure';
import { Loading } from './loading';
import { Stale } from './stale';

/** The part of a query's state that a screen shows; react-query's results fit. */
export interface QueryState<T> {
  data: T | undefined;
  error: Error | null;
  isFetching: boolean;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

interface QueryViewProps<T> {
  query: QueryState<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}

/** Loading, failed, stale or there: the same for every screen. */
export function QueryView<T>({ query, rows, children }: QueryViewProps<T>) {
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    if (query.error) return <FailureAlert error={query.error} onRetry={retry} retrying={query.isFetching} />;
    return <Loading {...(rows ? { rows } : {})} />;
  }
  return (
    <Stack gap="lg">
      {query.error ? <Stale updatedAt={query.dataUpdatedAt} onRetry={retry} /> : null}
      {children(query.data)}
    </Stack>
  );
}
