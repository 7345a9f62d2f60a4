import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import type { IpcChannel, IpcInput, IpcOutput, Page } from '../../contracts/ipc'
import type { MusterError } from '../../contracts/result'
import type { CallInput } from '../desktop-client'
import { useClient } from './client-context'
import { queryKey } from './query-keys'

interface ReadOptions<C extends IpcChannel> {
  enabled?: boolean
  /** Keeps the last answer on the screen while a changed input loads (search, filters). */
  keepPrevious?: boolean
  staleTime?: number
  refetchInterval?: number
  initialData?: IpcOutput<C>
}

/** One channel's answer through the query cache: `useChannel('people.get', { id })`, `useChannel('app.status')`. */
export function useChannel<C extends IpcChannel>(
  channel: C,
  ...[input, options]: undefined extends IpcInput<C>
    ? [input?: undefined, options?: ReadOptions<C>]
    : [input: IpcInput<C>, options?: ReadOptions<C>]
): UseQueryResult<IpcOutput<C>, MusterError> {
  const client = useClient()
  const { keepPrevious, ...rest } = options ?? {}
  return useQuery<IpcOutput<C>, MusterError>({
    queryKey: queryKey(channel, input),
    queryFn: () => client.call(channel, ...([input] as unknown as CallInput<C>)),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
    ...rest
  } as Parameters<typeof useQuery<IpcOutput<C>, MusterError>>[0])
}

type PagedChannel = { [C in IpcChannel]: IpcOutput<C> extends Page<unknown> ? C : never }[IpcChannel]
type RowOf<C extends IpcChannel> = IpcOutput<C> extends Page<infer R> ? R : never

/** A list as a table shows it: rows of all pages loaded so far. */
export interface Paged<Row> {
  rows: Row[]
  /** Rows under the filters, loaded or not; null before the first answer. */
  total: number | null
  loading: boolean
  error: MusterError | null
  retry(): void
  hasMore: boolean
  loadMore(): void
  loadingMore: boolean
  /** There is news that was held back; `refresh` shows it, from the first page on. */
  held: boolean
  refresh(): void
}

/**
 * All pages of a channel that answers `Page<Row>`, loaded one after the other as the reader scrolls. Beyond `holdAfter`
 * pages news no longer loads them all anew under the reader's eyes; it is said to be there, and `refresh` shows it.
 */
export function usePages<C extends PagedChannel>(
  channel: C,
  input: Omit<IpcInput<C>, 'cursor'>,
  { holdAfter = Infinity, enabled = true }: { enabled?: boolean; holdAfter?: number } = {}
): Paged<RowOf<C>> {
  const client = useClient()
  const queries = useQueryClient()
  const key = [...queryKey(channel, input), 'pages']
  const isHolding = (queries.getQueryData<{ pages: unknown[] }>(key)?.pages.length ?? 0) > holdAfter
  const isInvalidated = useSyncExternalStore(
    (listener) => queries.getQueryCache().subscribe(listener),
    () => queries.getQueryState(key)?.isInvalidated === true
  )
  const query = useInfiniteQuery<
    Page<RowOf<C>>,
    MusterError,
    { pages: Page<RowOf<C>>[] },
    readonly unknown[],
    string | null
  >({
    queryKey: key,
    queryFn: async ({ pageParam }) => {
      const answer = await client.call(channel, ...([{ ...input, cursor: pageParam }] as unknown as CallInput<C>))
      return answer as unknown as Page<RowOf<C>>
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled: enabled && !isHolding
  })
  const pages = query.data?.pages
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages])
  return {
    rows,
    total: query.data?.pages[0]?.total ?? null,
    loading: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadMore: () => void query.fetchNextPage(),
    loadingMore: query.isFetchingNextPage,
    held: isHolding && isInvalidated,
    refresh: () => void queries.resetQueries({ queryKey: key, exact: true })
  }
}

/**
 * A channel that changes something: `const save = useCall('cameras.update'); save.mutate(input)`. Caches are dropped by
 * main's `changed` push, not here, so that every window learns the same way.
 */
export function useCall<C extends IpcChannel>(
  channel: C,
  options: {
    onSuccess?: (answer: IpcOutput<C>, input: IpcInput<C>) => void
    onError?: (error: MusterError) => void
  } = {}
): UseMutationResult<IpcOutput<C>, MusterError, IpcInput<C>> {
  const client = useClient()
  return useMutation<IpcOutput<C>, MusterError, IpcInput<C>>({
    mutationFn: (input) => client.call(channel, ...([input] as unknown as CallInput<C>)),
    ...options
  })
}
