import type { DialectDefaults } from './dialect'
import { second } from './values'

/** What all five guides have in common: exact schedules, secrets taken as text, no order among deliveries. */
export const guideDefaults = {
  timeoutMs: 15 * second,
  jitter: 0,
  success: '2xx',
  dead4xx: false,
  retried4xx: [],
  honoursRetryAfter: false,
  disableOn410: false,
  keyForm: 'utf8',
  standardHeaders: false,
  order: 'parallel',
  rate: null,
  batch: null
} as const satisfies Partial<DialectDefaults>

/** 1, 2, 4, … seconds: the delays before the second and each further one of so many attempts. */
export const doublingSeconds = (attempts: number): number[] =>
  Array.from({ length: attempts - 1 }, (_, index) => second * 2 ** index)
