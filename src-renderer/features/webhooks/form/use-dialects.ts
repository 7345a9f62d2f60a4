import type { DialectInfo } from '../../../../contracts/domain/webhook'
import { useChannel } from '../../../data/use-channel'

/** What the dialects offer; asked once. */
export const useDialects = () => useChannel('endpoints.dialects', undefined, { staleTime: Infinity })

/** One of them by name; undefined while they load. */
export const useDialect = (name: DialectInfo['name']): DialectInfo | undefined =>
  useDialects().data?.find((one) => one.name === name)
