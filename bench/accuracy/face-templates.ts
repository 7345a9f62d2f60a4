import { readFileSync } from 'node:fs'
import type { ModelPack } from '../../contracts/domain/model-pack'
import type { DecodedPhoto } from '../../src-main/vision/process/decode-photo'
import { decodePhoto } from '../../src-main/vision/process/decode-photo'
import { analyseStill, detectAnySize } from '../../src-main/vision/process/worker/analyse-still'
import { openModels } from '../../src-main/vision/process/worker/models'
import type { Identity } from './dataset'
import type { Sample } from './pairs'

export interface Reading {
  samples: Sample[]
  /** Paths without a face, and those that could not be decoded, with the reason. */
  failedToDetect: string[]
  unreadable: { file: string; reason: string }[]
}

export interface ReadOptions {
  pack: ModelPack
  modelsDir: string
  ffmpegPath: string
  threads: number
  onProgress: (done: number, of: number) => void
}

/**
 * Every picture's largest face as the app itself reads a photo: decode, detect at any size, align, embed. The next file
 * is decoded while this one is looked at.
 */
export async function readSamples(identities: readonly Identity[], options: ReadOptions): Promise<Reading> {
  const { modelsDir, threads, ffmpegPath, pack, onProgress } = options
  const models = await openModels(pack, { modelsDir, threads, providers: ['cpu'] })
  const reading: Reading = { samples: [], failedToDetect: [], unreadable: [] }
  const files = identities.flatMap(({ pictures }, identity) => pictures.map((file) => ({ file, identity })))
  const decode = (index: number): Promise<DecodedPhoto | string> | null => {
    const file = files[index]?.file
    if (file === undefined) return null
    return decodePhoto(ffmpegPath, readFileSync(file)).catch((failure: unknown) => String(failure))
  }
  let next = decode(0)
  for (const [index, { file, identity }] of files.entries()) {
    const photo = await next
    next = decode(index + 1)
    let template: Float32Array | null = null
    if (photo === null || typeof photo === 'string') reading.unreadable.push({ file, reason: photo ?? '' })
    else {
      const picture = {
        format: 'rgb24',
        width: photo.width,
        height: photo.height,
        data: new Uint8Array(photo.data)
      } as const
      const boxes = await detectAnySize(models.detector, picture)
      const [face] = await analyseStill(models, picture, boxes, { minEyeDistancePx: 0 }, null)
      if (face) template = face.template
      else reading.failedToDetect.push(file)
    }
    reading.samples.push({ identity, template })
    onProgress(index + 1, files.length)
  }
  await models.release()
  return reading
}
