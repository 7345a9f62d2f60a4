import { resolve } from 'node:path'
import { cameraSchema } from '../../contracts/domain/camera'
import { findDecoder } from '../../src-main/vision/find-decoder'
import { launchFork } from '../../src-main/vision/launch-fork'
import { fromVisionSchema } from '../../src-main/vision/protocol'
import { clips, modelsDir } from '../../src-main/vision/process/worker/real-pictures'
import type { VisionEntry } from '../vision-entry'
import { visionEntry } from '../vision-entry'

export interface LoopDelay {
  entry: VisionEntry['kind']
  cameras: number
  seconds: number
  p50Ms: number
  p999Ms: number
  maxMs: number
}

/** How late the vision process's own loop is while its workers analyse two cameras; null when it never said. */
export async function measureLoopDelay(seconds: number): Promise<LoopDelay | null> {
  const entry = visionEntry()
  const handle = launchFork(entry.path)
  const cameras = Object.entries(clips)
    .slice(0, 2)
    .map(([id, { file }]) => ({
      camera: cameraSchema.parse({
        ...{
          id,
          name: id,
          direction: 'in',
          enabled: true,
          analysisFps: 5,
          matchThreshold: null,
          livenessRequired: true
        },
        ...{ source: { kind: 'file', path: resolve(file), loop: true }, createdAt: 0, updatedAt: 0 }
      }),
      password: null
    }))
  let delay: Omit<LoopDelay, 'entry' | 'cameras' | 'seconds'> | null = null
  const ended = new Promise<void>((done) => handle.onExit(() => done()))
  await new Promise<void>((done) => {
    handle.onMessage((raw) => {
      const parsed = fromVisionSchema.safeParse(raw)
      if (!parsed.success) return
      const message = parsed.data
      if (message.type === 'fatal') done()
      if (message.type === 'ready') {
        // Only what happens from here on counts: opening models and decoders is not the process at work.
        setTimeout(() => handle.post({ type: 'cameras', cameras }), 3000)
        setTimeout(done, 3000 + seconds * 1000)
      }
      if (message.type === 'stats' && message.loopDelay) delay = message.loopDelay
    })
    void ended.then(done)
    handle.post({
      ...{ type: 'init', modelsDir, workers: null, threadsPerWorker: 1, providers: ['cpu'] },
      ffmpegPath: findDecoder({
        ...{ setting: null, bundledDir: null, searchPath: process.env['PATH'] ?? '', platform: process.platform }
      })
    })
    handle.post({ type: 'cameras', cameras })
  })
  handle.post({ type: 'shutdown' })
  await ended
  return (
    delay && {
      entry: entry.kind,
      cameras: cameras.length,
      seconds,
      ...(delay as object as Omit<LoopDelay, 'entry' | 'cameras' | 'seconds'>)
    }
  )
}
