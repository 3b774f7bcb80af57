import {
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { apiPath, request } from './request';

type Query = Record<string, string | number | null | undefined>;
type Options<T> = Omit<UseQueryOptions<T, Error, T, QueryKey>, 'queryKey' | 'queryFn'>;

/** The first part of a key is the plural noun, so that an event on that noun finds all of its queries. */
export function useResource<T>(
  segments: readonly (string | number)[],
  query: Query = {},
  options: Options<T> = {},
): UseQueryResult<T, Error> {
  return useQuery({
    queryKey: [...segments, query],
    queryFn: ({ signal }) => request<T>(apiPath(segments, query), { signal }),
    ...options,
  });
}

export interface ListResult<T> {
  items: T[];
  query: UseQueryResult<unknown, Error>;
  more: (() => void) | null;
  loadingMore: boolean;
}

/** A paged list: the pages read so far, and how to read the next. */
export function useList<T>(segments: readonly (string | number)[], query: Query = {}): ListResult<T> {
  const result = useInfiniteQuery({
    queryKey: [...segments, 'list', query],
    initialPageParam: '',
    queryFn: ({ signal, pageParam }) =>
      request<{ items: T[]; nextCursor: string | null }>(apiPath(segments, { ...query, cursor: pageParam }), {
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  return {
    items: result.data?.pages.flatMap((page) => page.items) ?? [],
    query: result as UseQueryResult<unknown, Error>,
    more: result.hasNextPage ? () => void result.fetchNextPage() : null,
    loadingMore: result.isFetchingNextPage,
  };
}
