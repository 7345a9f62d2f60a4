import type { DialectInfo } from '../../contracts/domain/webhook'
import type { Dialect } from './dialects/dialect'
import { dialects } from './dialects/index'

const infoOf = ({ name, offers, optional, testEvent, signatureHeader, defaults }: Dialect): DialectInfo => ({
  name,
  offers: [...offers],
  optional: [...optional],
  testEvent,
  signatureHeader,
  timeoutMs: defaults.timeoutMs,
  attempts: defaults.attempts,
  retryDelaysMs: [...defaults.retryDelaysMs],
  any2xx: defaults.success === '2xx',
  disableOn410: defaults.disableOn410,
  keyForm: defaults.keyForm,
  standardHeaders: defaults.standardHeaders,
  order: defaults.order,
  rate: defaults.rate,
  batch: defaults.batch
})

/** What the form is told of every dialect, `standard` first. */
export const dialectInfos = (): DialectInfo[] => Object.values(dialects).map(infoOf)
