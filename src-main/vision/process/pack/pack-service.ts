import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PackProblem, PackReport } from '../../../../contracts/packs'
import { toFailure } from '../../../../contracts/result'
import { readModelPack } from '../../model-packs'
import { decodeJpeg } from '../worker/jpeg-decoder'
import type { FaceModels } from '../worker/models'
import { openModels } from '../worker/models'
import type { SessionOptions } from '../worker/onnx-session'
import { checkFaces } from './check-faces'
import { checkFiles } from './check-files'
import { checkModels } from './check-model'
import { embedPicture } from './embed-picture'
import { judgeManifest } from './judge-manifest'
import type { FromPack, ToPack } from './pack-messages'

type Pictures = Extract<ToPack, { type: 'check' }>['pictures']

/** The CPU, whose answers count; one thread, since the site's cameras come first. */
const sessionOf = (modelsDir: string): SessionOptions => ({ modelsDir, threads: 1, providers: ['cpu'] })

/** Looks at one pack, one message after the other. */
export class PackService {
  private models: FaceModels | null = null
  private work: Promise<void> = Promise.resolve()

  constructor(private readonly post: (message: FromPack) => void) {}

  receive(message: ToPack): void {
    this.work = this.work.then(() => this.handle(message))
  }

  private async handle(message: ToPack): Promise<void> {
    if (message.type === 'check')
      this.post({ type: 'checked', report: await checkPack(message.folder, message.pictures) })
    else if (message.type === 'open') await this.open(message.folder)
    else this.post({ type: 'embedded', requestId: message.requestId, template: await this.embed(message.jpeg) })
  }

  private async open(folder: string): Promise<void> {
    try {
      this.models = await openModels(await readModelPack(folder), sessionOf(folder))
      this.post({ type: 'opened', model: this.models.template })
    } catch (thrown) {
      const { code, message } = toFailure(thrown)
      this.post({ type: 'failed', code, message })
    }
  }

  /** A kept picture that is damaged counts as one without a face: nobody will mend it. */
  private async embed(jpeg: Uint8Array): Promise<Float32Array<ArrayBuffer> | null> {
    if (this.models === null) return null
    try {
      const template = await embedPicture(this.models, decodeJpeg(jpeg))
      return template?.every(Number.isFinite) ? Float32Array.from(template) : null
    } catch {
      return null
    }
  }
}

/** Everything about a pack that can be found out without using it; stops where going on would tell nothing new. */
export async function checkPack(folder: string, pictures: Pictures): Promise<PackReport> {
  const none = { models: [], faces: null }
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null)
  if (text === null) return { problems: [problem('manifest_missing', 'manifest.json')], ...none }
  const judged = judgeManifest(text)
  if ('problems' in judged) return { problems: judged.problems, ...none }
  const { pack } = judged
  const files = await checkFiles(folder, pack)
  if (files.length > 0) return { problems: files, ...none }
  const [[one, more], [other, further]] = pictures
  const decoded = [
    [decodeJpeg(one), decodeJpeg(more)],
    [decodeJpeg(other), decodeJpeg(further)]
  ] as const
  const { problems, models } = await checkModels(pack, sessionOf(folder), decoded[0][0])
  if (problems.length > 0) return { problems, models, faces: null }
  try {
    const loaded = await openModels(pack, sessionOf(folder))
    const faces = await checkFaces(loaded, pack.thresholds, decoded)
    await loaded.release()
    return { models, ...faces }
  } catch (thrown) {
    const { message, details } = toFailure(thrown)
    const text = details?.['text']
    return { problems: [problem('not_loadable', typeof text === 'string' ? text : message)], models, faces: null }
  }
}

const problem = (reason: PackProblem['reason'], detail: string): PackProblem => ({ reason, model: null, detail })
