import { z } from 'zod'
import { sightingSchema } from '../../../../contracts/domain/attendance'
import { loadedModelSchema } from '../../../../contracts/domain/engine'
import type { Camera } from '../../../../contracts/domain/camera'
import { cameraSchema } from '../../../../contracts/domain/camera'
import { cameraOptionsSchema } from '../../../../contracts/domain/camera-options'
import { tamperSchema } from '../../../../contracts/domain/camera-status'
import { modelRefSchema, overlayFaceSchema } from '../../../../contracts/domain/face'
import { cameraIdSchema, sessionIdSchema } from '../../../../contracts/domain/ids'
import { errorCodes } from '../../../../contracts/errors'
import {
  livenessProgressSchema,
  livenessRequestSchema,
  livenessResultSchema
} from '../../../../contracts/domain/liveness'
import type { WasmMemory } from '../gallery/wasm-api'
import { wasmApi } from '../gallery/wasm-api'
import {
  fromVisionSchema,
  modelInputsSchema,
  probedModelsSchema,
  recognitionConfigSchema,
  snapshotSchema,
  stillAskSchema,
  stillFaceSchema
} from '../../protocol'

/** Between the vision process's main thread and its workers. Pictures and gallery lie in shared memory; only words travel. */

const shared = z.instanceof(SharedArrayBuffer)
const count = z.number().int().min(0)

export const workerStartSchema = z.object({
  modelsDir: z.string(),
  threads: z.number().int().positive(),
  providers: z.array(z.string()),
  /** A thread that only tries the models out and ends: with a picture it makes the inputs, else it is given them. */
  probe: z.object({ jpeg: z.instanceof(Uint8Array).nullable(), inputs: modelInputsSchema.nullable() }).optional()
})
export type WorkerStart = z.infer<typeof workerStartSchema>

export const analysisSettingsSchema = z.object({
  ...cameraSchema.pick({ id: true, analysisFps: true, matchThreshold: true, livenessRequired: true, zoom: true }).shape,
  ...cameraOptionsSchema.pick({ regionOfInterest: true, ignoreZones: true, minEyeDistancePx: true }).shape
})
export type AnalysisSettings = z.infer<typeof analysisSettingsSchema>

/** What the analysis must know of a camera. It takes effect with the next picture; no decoder is started anew for it. */
export function analysisSettingsOf({ options, ...camera }: Camera): AnalysisSettings {
  const { id, analysisFps, matchThreshold, livenessRequired, zoom } = camera
  const { regionOfInterest, ignoreZones, minEyeDistancePx } = options
  return { id, analysisFps, matchThreshold, livenessRequired, zoom, regionOfInterest, ignoreZones, minEyeDistancePx }
}

export const toWorkerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('recognition'), config: recognitionConfigSchema }),
  /** A gallery is being filled; it is searched only from `gallery-use` on. */
  z.object({
    type: z.literal('gallery-open'),
    stock: count,
    model: modelRefSchema,
    dimension: count,
    memory: z.custom<WasmMemory>((memory) => memory instanceof wasmApi().Memory)
  }),
  /** Whose the templates of these owners are; a name that is null means nobody's any more. */
  z.object({
    type: z.literal('gallery-people'),
    stock: count,
    owners: z.array(count),
    personIds: z.array(z.string()),
    names: z.array(z.string().nullable())
  }),
  /** The gallery to search, and that it is whole, or has changed. */
  z.object({ type: z.literal('gallery-use'), stock: count, version: z.number().int() }),
  z.object({ type: z.literal('camera'), settings: analysisSettingsSchema }),
  z.object({ type: z.literal('camera-gone'), cameraId: cameraIdSchema }),
  /** A decoder has begun: new memory, and times that start anew. */
  z.object({
    type: z.literal('slots'),
    cameraId: cameraIdSchema,
    layout: z.object({ width: count, height: count, detectorWidth: count, detectorHeight: count }),
    buffers: z.array(shared)
  }),
  z.object({
    type: z.literal('frame'),
    cameraId: cameraIdSchema,
    slot: count,
    ptsMs: z.number(),
    capturedAt: z.number(),
    /** Somebody waits for the faces of this picture itself. */
    still: z.boolean(),
    /** Somebody waits for this picture itself, whole. */
    snapshot: z.boolean()
  }),
  z.object({
    type: z.literal('challenge-begin'),
    request: livenessRequestSchema,
    /** How the latest sessions of all cameras moved. */
    earlier: z.array(z.instanceof(Float32Array))
  }),
  z.object({ type: z.literal('challenge-cancel'), sessionId: sessionIdSchema }),
  /** Finish what has begun, then end. */
  z.object({ type: z.literal('close') }),
  z.object({
    type: z.literal('still'),
    requestId: count,
    width: count,
    height: count,
    rgb: shared,
    ask: stillAskSchema
  })
])
export type ToWorker = z.infer<typeof toWorkerSchema>

const failure = z.object({ code: z.enum(errorCodes), message: z.string() })

export const fromWorkerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    model: stillFaceSchema.shape.model,
    dimension: count,
    detector: z.object({ width: count, height: count }),
    provider: fromVisionSchema.def.options[0].shape.provider,
    loaded: z.array(loadedModelSchema),
    onnxruntime: z.string()
  }),
  z.object({ type: z.literal('failed'), failure }),
  /** The one answer of a thread that was started with `probe`. */
  z.object({ type: z.literal('probed'), probed: probedModelsSchema }),
  z.object({
    type: z.literal('analysed'),
    cameraId: cameraIdSchema,
    slot: count,
    ptsMs: z.number(),
    faces: z.array(overlayFaceSchema),
    sightings: z.array(sightingSchema),
    still: z.array(stillFaceSchema).nullable(),
    /** False for a picture in which faces were only drawn where they should be, since time was short. */
    searched: z.boolean(),
    /** Whether the pictures up to this one show a scene at all. */
    tamper: tamperSchema.nullable(),
    /** Milliseconds that the worker was busy with it. */
    tookMs: z.number()
  }),
  z.object({ type: z.literal('still'), requestId: count, faces: z.array(stillFaceSchema) }),
  z.object({ type: z.literal('snapshot'), cameraId: cameraIdSchema, snapshot: snapshotSchema }),
  z.object({ type: z.literal('challenge-progress'), progress: livenessProgressSchema }),
  z.object({
    type: z.literal('challenge-result'),
    result: livenessResultSchema,
    signature: z.instanceof(Float32Array)
  }),
  /** One picture could not be analysed; the worker goes on. */
  z.object({
    type: z.literal('trouble'),
    cameraId: cameraIdSchema.nullable(),
    slot: count.nullable(),
    requestId: count.nullable(),
    message: z.string()
  })
])
export type FromWorker = z.infer<typeof fromWorkerSchema>
