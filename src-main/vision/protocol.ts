import { z } from 'zod'
import type { CameraSnapshot, CameraTrial } from '../../contracts/cameras'
import { sightingSchema } from '../../contracts/domain/attendance'
import { cameraSchema } from '../../contracts/domain/camera'
import { cameraOptionsSchema } from '../../contracts/domain/camera-options'
import { cameraSourceSchema } from '../../contracts/domain/camera-source'
import { cameraProblemSchema, cameraStatusSchema } from '../../contracts/domain/camera-status'
import { loadedModelSchema } from '../../contracts/domain/engine'
import { boxSchema, faceQualitySchema, modelRefSchema } from '../../contracts/domain/face'
import { cameraIdSchema, personIdSchema, sessionIdSchema, sightingIdSchema } from '../../contracts/domain/ids'
import { livenessProgressSchema, livenessRequestSchema, livenessResultSchema } from '../../contracts/domain/liveness'
import { matchLevelsSchema, modelTaskSchema, modelThresholdsSchema } from '../../contracts/domain/model-pack'
import { siteSettingsSchema } from '../../contracts/domain/site'
import { errorCodes } from '../../contracts/errors'

/** The whole language between main and the vision process. Each side parses what arrives, once, here. */

/** One message holds at most this many bytes of templates: larger ones block main while they are copied. */
export const galleryChunkBytes = 512 * 1024
/** Templates are checked by type and length; walking half a million floats would cost more than copying them. */
const templatesSchema = z
  .instanceof(Float32Array)
  .refine((floats) => floats.byteLength <= galleryChunkBytes, 'a chunk of at most 512 kB')
const requestIdSchema = z.number().int().min(0)

export const recognitionConfigSchema = siteSettingsSchema.shape.recognition.extend({
  /** A person who stays is reported anew after this many milliseconds. */
  repeatMs: z.number().int().min(500)
})
export type RecognitionConfig = z.infer<typeof recognitionConfigSchema>

/** What is asked of a single picture beside its faces, their quality and templates. */
export const stillAskSchema = z.object({
  /** The anti-spoofing model's word on each face. */
  liveness: z.boolean(),
  /** Enrolled people that each face resembles most, at most so many. */
  top: z.number().int().min(0).max(50)
})
export type StillAsk = z.infer<typeof stillAskSchema>

const cameraConfigSchema = z.object({ camera: cameraSchema, password: z.string().nullable() })
export type CameraConfig = z.infer<typeof cameraConfigSchema>

/** A source that is opened once, beside the cameras. */
export const trialRequestSchema = z.object({
  source: cameraSourceSchema,
  options: cameraOptionsSchema.pick({ rotation: true, mirror: true, hardwareDecoding: true }),
  password: z.string().nullable()
})
export type TrialRequest = z.infer<typeof trialRequestSchema>

/** Input tensors by model id. */
export const modelInputsSchema = z.record(z.string(), z.instanceof(Float32Array))
export const probedModelsSchema = z.object({
  inputs: modelInputsSchema,
  models: z.array(
    z.object({
      id: z.string(),
      task: modelTaskSchema,
      /** Median of several runs, ms. */
      runMs: z.number(),
      outputs: modelInputsSchema
    })
  )
})
/** What the models of a pack answered on one provider, and to what. */
export type ProbedModels = z.infer<typeof probedModelsSchema>

export const toVisionSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('init'),
    modelsDir: z.string().min(1),
    /** Null when there is no decoder: cameras then say so, the rest works. */
    ffmpegPath: z.string().min(1).nullable(),
    /** Null lets the process choose by the machine's cores. */
    workers: z.number().int().min(1).max(64).nullable(),
    threadsPerWorker: z.number().int().min(1).max(64).nullable(),
    providers: z.array(z.string().min(1)).min(1)
  }),
  /** Another decoder than that of `init`: every camera is opened anew with it. */
  z.object({ type: z.literal('decoder'), ffmpegPath: z.string().min(1).nullable() }),
  /** The whole wanted set: what is not in it is stopped. */
  z.object({ type: z.literal('cameras'), cameras: z.array(cameraConfigSchema) }),
  z.object({ type: z.literal('recognition'), config: recognitionConfigSchema }),
  z.object({
    type: z.literal('gallery-begin'),
    version: z.number().int(),
    model: modelRefSchema,
    dimension: z.number().int().positive()
  }),
  z.object({
    type: z.literal('gallery-chunk'),
    version: z.number().int(),
    referenceIds: z.array(z.string()),
    personIds: z.array(personIdSchema),
    names: z.array(z.string()),
    /** Row after row, in the order of the ids. */
    templates: templatesSchema
  }),
  /** The staged rows replace the gallery at once, if their hash (`createGalleryHash`) agrees. */
  z.object({ type: z.literal('gallery-commit'), version: z.number().int(), hash: z.string() }),
  /** All rows of these people go from the gallery in use, which must be of version `base`; the rows given are all they have now. */
  z.object({
    type: z.literal('gallery-delta'),
    base: z.number().int(),
    version: z.number().int(),
    model: modelRefSchema,
    people: z.array(personIdSchema),
    referenceIds: z.array(z.string()),
    personIds: z.array(personIdSchema),
    names: z.array(z.string()),
    templates: templatesSchema,
    /** `hashOfDelta`. */
    hash: z.string()
  }),
  z.object({ type: z.literal('ack'), ids: z.array(sightingIdSchema) }),
  z.object({
    type: z.literal('analyse-still'),
    requestId: requestIdSchema,
    bytes: z.instanceof(Uint8Array),
    ask: stillAskSchema
  }),
  z.object({ type: z.literal('capture-still'), requestId: requestIdSchema, cameraId: cameraIdSchema }),
  /** Answered by `snapshot-result`. */
  z.object({ type: z.literal('take-snapshot'), requestId: requestIdSchema, cameraId: cameraIdSchema }),
  /** Answered by `trial-result`. */
  z.object({ type: z.literal('try-source'), requestId: requestIdSchema, trial: trialRequestSchema }),
  /** Answered by `challenge-progress` and one `challenge-result`. */
  z.object({ type: z.literal('challenge-begin'), request: livenessRequestSchema }),
  z.object({ type: z.literal('challenge-cancel'), sessionId: sessionIdSchema }),
  /**
   * Instead of `init`, to a process of its own (a driver may take it down): runs every model of a pack on one provider,
   * on the given inputs or on ones made from a JPEG with a face. Answered by `models-probed`.
   */
  z.object({
    type: z.literal('probe-models'),
    modelsDir: z.string().min(1),
    provider: z.string().min(1),
    threads: z.number().int().min(1).max(64),
    jpeg: z.instanceof(Uint8Array).nullable(),
    inputs: modelInputsSchema.nullable()
  }),
  /** A message port is transferred beside it. */
  z.object({ type: z.literal('preview-port') }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('shutdown') })
])
export type ToVision = z.infer<typeof toVisionSchema>

const failureSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional()
})

/** The schema of an answer that may be a failure. */
const resultOf = <T extends z.ZodType>(value: T) =>
  z.union([z.object({ ok: z.literal(true), value }), z.object({ ok: z.literal(false), error: failureSchema })])

const jpegSchema = z.instanceof(Uint8Array)
const sideSchema = z.number().int().positive()

const cameraTrialSchema: z.ZodType<CameraTrial> = z.discriminatedUnion('works', [
  z.object({
    works: z.literal(true),
    jpeg: jpegSchema,
    width: sideSchema,
    height: sideSchema,
    fps: z.number().nullable(),
    codec: z.string().nullable(),
    bitrateKbps: z.number().nullable(),
    firstPictureMs: z.number(),
    hardware: z.string().nullable(),
    hardwareRefused: z.string().nullable(),
    capture: cameraStatusSchema.shape.capture.unwrap()
  }),
  z.object({ works: z.literal(false), problem: cameraProblemSchema, detail: z.string() })
])

export const snapshotSchema: z.ZodType<CameraSnapshot> = z.object({
  jpeg: jpegSchema,
  width: sideSchema,
  height: sideSchema,
  capturedAt: z.number()
})

const stillMatchSchema = z.object({ personId: personIdSchema, name: z.string(), score: z.number() })

export const stillFaceSchema = z.object({
  box: boxSchema,
  quality: faceQualitySchema,
  /** L2-normalised. */
  template: z.instanceof(Float32Array),
  model: modelRefSchema,
  /** JPEG of the face with some surroundings. */
  crop: z.instanceof(Uint8Array),
  /** The enrolled person whom this face resembles enough to ask whether it is they. */
  match: stillMatchSchema.nullable(),
  /** Best first, where they were asked for. */
  top: z.array(stillMatchSchema),
  /** Probability of a live face, 0–1; null where it was not asked for, or the pack has no such model. */
  liveness: z.number().min(0).max(1).nullable()
})
/** A face of a single picture, the largest of a picture first. */
export type StillFace = z.infer<typeof stillFaceSchema>

/** What the scores of the running models are judged by. */
const runningPackSchema = z.object({
  id: z.string(),
  version: z.string(),
  thresholds: modelThresholdsSchema,
  levels: matchLevelsSchema.nullable()
})
export type RunningPack = z.infer<typeof runningPackSchema>

export const fromVisionSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    model: modelRefSchema,
    pack: runningPackSchema,
    provider: z.object({
      asked: z.array(z.string()),
      running: z.string(),
      refused: z.array(z.object({ provider: z.string(), reason: z.string() }))
    }),
    loaded: z.array(loadedModelSchema),
    workers: z.number().int(),
    threads: z.number().int(),
    onnxruntime: z.string(),
    ffmpeg: z.object({ path: z.string(), version: z.string() }).nullable()
  }),
  z.object({
    type: z.literal('stats'),
    /** Analysed pictures per second over all cameras. */
    fps: z.number(),
    /** Mean time that a worker was busy with one picture since the last message, ms; 0 without one. */
    analysisMs: z.number(),
    /** Sightings that wait for their acknowledgement, and how many were given up because too many waited. */
    unacknowledged: z.number().int(),
    lost: z.number().int(),
    /** How late the process's own loop was since the cameras were last set, ms. */
    loopDelay: z.object({ p50Ms: z.number(), p999Ms: z.number(), maxMs: z.number() }).optional()
  }),
  z.object({ type: z.literal('camera-status'), status: cameraStatusSchema }),
  /** A window has drawn the first live picture that came over its port. */
  z.object({ type: z.literal('preview-drawn') }),
  z.object({ type: z.literal('sighting'), sighting: sightingSchema }),
  /** All living ffmpeg children, so that main can end them should this process die. */
  z.object({ type: z.literal('children'), pids: z.array(z.number().int().positive()) }),
  z.object({
    type: z.literal('still-result'),
    requestId: requestIdSchema,
    result: resultOf(z.array(stillFaceSchema))
  }),
  z.object({ type: z.literal('snapshot-result'), requestId: requestIdSchema, result: resultOf(snapshotSchema) }),
  z.object({ type: z.literal('trial-result'), requestId: requestIdSchema, result: resultOf(cameraTrialSchema) }),
  z.object({ type: z.literal('challenge-progress'), progress: livenessProgressSchema }),
  z.object({ type: z.literal('challenge-result'), result: livenessResultSchema }),
  z.object({
    type: z.literal('gallery-applied'),
    version: z.number().int(),
    templates: z.number().int(),
    people: z.number().int()
  }),
  z.object({ type: z.literal('models-probed'), result: resultOf(probedModelsSchema) }),
  z.object({ type: z.literal('gallery-refused'), version: z.number().int(), reason: z.string() }),
  z.object({
    type: z.literal('log'),
    level: z.enum(['debug', 'info', 'warn', 'error']),
    name: z.string(),
    fields: z.record(z.string(), z.unknown()),
    message: z.string()
  }),
  /** Nothing that a restart could mend: the process ends after it. */
  z.object({ type: z.literal('fatal'), code: z.enum(errorCodes), message: z.string() }),
  z.object({ type: z.literal('pong') })
])
export type FromVision = z.infer<typeof fromVisionSchema>
