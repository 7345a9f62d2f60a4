import { z } from 'zod'
import { modelRefSchema } from '../../../../contracts/domain/face'
import { errorCodes } from '../../../../contracts/errors'
import { packReportSchema } from '../../../../contracts/packs'

/** Between main and the process that looks at a pack apart from the one that recognises. */

const jpeg = z.instanceof(Uint8Array)
const pair = z.tuple([jpeg, jpeg])

export const toPackSchema = z.discriminatedUnion('type', [
  /** Two pictures each of two people. Answered by `checked`. */
  z.object({ type: z.literal('check'), folder: z.string().min(1), pictures: z.tuple([pair, pair]) }),
  /** Answered by `opened` or `failed`; then pictures may be embedded. */
  z.object({ type: z.literal('open'), folder: z.string().min(1) }),
  z.object({ type: z.literal('embed'), requestId: z.number().int(), jpeg })
])
export type ToPack = z.infer<typeof toPackSchema>

export const fromPackSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('checked'), report: packReportSchema }),
  z.object({ type: z.literal('opened'), model: modelRefSchema }),
  z.object({ type: z.literal('failed'), code: z.enum(errorCodes), message: z.string() }),
  /** L2-normalised; null when the picture shows no face or is none. */
  z.object({
    type: z.literal('embedded'),
    requestId: z.number().int(),
    template: z.instanceof(Float32Array).nullable()
  })
])
export type FromPack = z.infer<typeof fromPackSchema>
