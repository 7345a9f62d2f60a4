import type { DialectName } from '../../../contracts/domain/webhook'
import type { Dialect } from './dialect'
import { faceService } from './face-service'
import { facecv } from './facecv'
import { imggo } from './imggo'
import { lead } from './lead'
import { sonotheia } from './sonotheia'
import { standard } from './standard'

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  standard,
  'face-service': faceService,
  facecv,
  sonotheia,
  imggo,
  lead
}

export type { Dialect, DialectDefaults, RenderContext, RenderedEvent } from './dialect'
export { bodyLimitBytes } from './fit'
export { hasWordFor, renderBatch } from './render-batch'
