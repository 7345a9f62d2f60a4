import { z } from 'zod'

/**
 * What a model is for. A pack has at most one model per task; detect, landmarks (unless the detector finds points itself)
 * and embed are the least it needs.
 */
export const modelTaskSchema = z.enum(['detect', 'landmarks', 'embed', 'liveness', 'eyes', 'pose'])
export type ModelTask = z.infer<typeof modelTaskSchema>

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)
const positiveInt = z.number().int().positive()
const words = z.string().trim().min(1).max(1000)
const cosine = z.number().min(-1).max(1)

/**
 * The one input tensor. A value is `(v − mean[c]) × scale[c]` with v in 0–255 and c counted in `colour` order
 * (so bgr lists blue first). Batch is always 1.
 */
export const modelInputSchema = z.object({
  name: z.string().min(1),
  width: positiveInt,
  height: positiveInt,
  channels: z.union([z.literal(1), z.literal(3)]),
  colour: z.enum(['rgb', 'bgr', 'grey']),
  mean: z.array(z.number()).min(1).max(3),
  scale: z.array(z.number().positive()).min(1).max(3),
  layout: z.enum(['nchw', 'nhwc'])
})
export type ModelInput = z.infer<typeof modelInputSchema>

/**
 * Which part of the picture becomes the input:
 * - letterbox: the whole picture, aspect kept, padded at the right and below
 * - square: the face box, same centre, side = box height × `factor`
 * - inside: the face box (`square` or as it is), both sides × `factor` or as much as fits the picture, moved inside the
 *   picture and stretched to the input, as minivision's Silent-Face does
 * - eye: a square around an eye's centre, side = eye width × `factor`
 * - aligned: a least-squares similarity of five landmarks to `template`, in pixels of the input:
 *   left eye, right eye, nose, left and right mouth corner, as they appear in the picture
 */
export const modelCropSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('letterbox') }),
  z.object({ kind: z.literal('square'), factor: z.number().positive() }),
  z.object({ kind: z.literal('inside'), of: z.enum(['square', 'box']), factor: z.number().positive() }),
  z.object({ kind: z.literal('eye'), factor: z.number().positive() }),
  z.object({ kind: z.literal('aligned'), template: z.array(z.tuple([z.number(), z.number()])).length(5) })
])
export type ModelCrop = z.infer<typeof modelCropSchema>

/**
 * How outputs are read:
 * - rfb: `boxes` decoded to x1,y1,x2,y2 in 0–1 of the input and softmaxed `scores` [background, face] (RFB-320, Linzaer)
 * - yunet: score √(cls × obj) and five points; `cls_N`, `obj_N`, `bbox_N`, `kps_N` for N of 8, 16, 32 (OpenCV zoo)
 * - scrfd: two anchors per cell, distances to the four sides; `score_N`, `bbox_N` and, where it finds five points, `kps_N`
 *   for N of 8, 16, 32 (InsightFace)
 * - points68: 68 × (x, y) in 0–1 of the crop (the 300-W scheme)
 * - embedding: to be L2-normalised, compared by cosine
 * - softmax: logits; `classes` says which index means what
 * - angle66: 66 bins, degrees = Σ softmax × index × 3 − 99 (Hopenet)
 */
export const modelDecoderSchema = z.enum(['rfb', 'yunet', 'scrfd', 'points68', 'embedding', 'softmax', 'angle66'])
export type ModelDecoder = z.infer<typeof modelDecoderSchema>

/** How the weights were rewritten after download; all keep the function that the model computes. */
export const modelTransformSchema = z.enum(['flush-denormals', 'pad-channels', 'prelu-to-conv', 'short-rfb-head'])
export type ModelTransform = z.infer<typeof modelTransformSchema>

export const modelSpecSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().min(1),
  task: modelTaskSchema,
  /** Relative to the folder of the manifest, forward slashes. */
  file: z.string().regex(/^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*\.onnx$/),
  /** sha256 and length of the built file, checked before a session is created. */
  sha256: sha256Schema,
  bytes: positiveInt,
  /** The npm package that setup builds the file from; null for a file that came with a pack. */
  source: z
    .object({
      package: z.string(),
      version: z.string(),
      file: z.string(),
      sha256: sha256Schema,
      bytes: positiveInt
    })
    .nullable()
    .default(null),
  transforms: z.array(modelTransformSchema).default([]),
  licence: words,
  provenance: words,
  input: modelInputSchema,
  /** Each is one run of the model; their results are averaged. */
  crops: z.array(modelCropSchema).min(1),
  /** What the decoder wants, by the names that the ONNX file gives them: scores, boxes, points, yaw … */
  outputs: z.record(z.string(), z.string()),
  decoder: modelDecoderSchema,
  /** For softmax: what each index means, in order. */
  classes: z.array(z.string()).nullable(),
  /** For embedding: length of the vector. */
  embeddingDimension: positiveInt.nullable()
})
export type ModelSpec = z.infer<typeof modelSpecSchema>

/** Where a site starts; it may set its own. */
export const modelThresholdsSchema = z.object({
  /** Least detector score, 0–1. */
  detect: z.number().min(0).max(1),
  /** Greatest overlap (IoU, 0–1) of two boxes that are two faces. */
  nms: z.number().min(0).max(1),
  /** Least cosine to name a person among many, −1 to 1. */
  identify: z.number().min(-1).max(1),
  /** Least cosine to confirm a claimed identity. */
  verify: z.number().min(-1).max(1),
  /** Least lead in cosine over the next person. */
  margin: z.number().min(0).max(1),
  /** Least mean probability of a live face over a track. */
  liveness: z.number().min(0).max(1)
})
export type ModelThresholds = z.infer<typeof modelThresholdsSchema>

/** Cosines from which a comparison of two faces is called a match of a level; below `low` it is none. */
export const matchLevelsSchema = z
  .object({ high: cosine, medium: cosine, low: cosine })
  .refine(({ high, medium, low }) => high >= medium && medium >= low, 'levels must not rise from high to low')
export type MatchLevels = z.infer<typeof matchLevelsSchema>

/** How accurate a pack is, by whose word: shown to the operator as it stands, never computed with. */
export const packFigureSchema = z.object({
  /** e.g. `LFW, verification accuracy`. */
  name: words,
  /** With its unit, e.g. `99.40 %`. */
  value: words,
  /** Who says so: a paper, a package, or how it was measured. */
  source: words,
  kind: z.enum(['published', 'measured'])
})
export type PackFigure = z.infer<typeof packFigureSchema>

/** A detector that finds five points with each face: a pack with one needs no model for landmarks. */
const findsPoints = ({ task, decoder, outputs }: ModelSpec): boolean =>
  task === 'detect' && (decoder === 'yunet' || (decoder === 'scrfd' && 'kps_8' in outputs))

export const modelPackSchema = z
  .object({
    schemaVersion: z.literal(1),
    /** Names the folder of a pack that is added to a site. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'use lower-case letters, digits and -'),
    version: z.string().min(1).max(40),
    name: words,
    /** What the licences of all its models together allow, in a sentence for the operator. */
    licence: words,
    figures: z.array(packFigureSchema).max(20).default([]),
    thresholds: modelThresholdsSchema,
    levels: matchLevelsSchema.nullable().default(null),
    models: z.array(modelSpecSchema).min(1).max(12)
  })
  .superRefine((pack, context) => {
    for (const task of ['detect', 'landmarks', 'embed'] as const) {
      if (task === 'landmarks' && pack.models.some(findsPoints)) continue
      if (!pack.models.some((model) => model.task === task)) {
        context.addIssue({ code: 'custom', message: `the pack has no model for ${task}` })
      }
    }
    for (const model of pack.models) {
      if (model.task === 'embed' && model.embeddingDimension === null) {
        context.addIssue({ code: 'custom', message: `${model.id}: an embedding without its dimension` })
      }
    }
    for (const model of pack.models) {
      const { channels, colour, mean, scale } = model.input
      const agrees = mean.length === channels && scale.length === channels && (channels === 1) === (colour === 'grey')
      if (!agrees)
        context.addIssue({ code: 'custom', message: `${model.id}: colour, mean and scale disagree with channels` })
      if (pack.models.some((other) => other !== model && other.task === model.task)) {
        context.addIssue({ code: 'custom', message: `${model.id}: two models for ${model.task}` })
      }
    }
  })
export type ModelPack = z.infer<typeof modelPackSchema>

/**
 * @returns the pack's model for a task, or undefined
 */
export const modelFor = (pack: ModelPack, task: ModelTask): ModelSpec | undefined =>
  pack.models.find((model) => model.task === task)
