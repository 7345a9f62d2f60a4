import type { DialectName } from '../../../contracts/domain/webhook'
import type { Dialect } from './dialect'
import { standard } from './standard'

export const dialects: Record<DialectName, Dialect> = { standard }

export type { Dialect, RenderedEvent } from './dialect'
