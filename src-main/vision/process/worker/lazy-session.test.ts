import { describe, expect, it } from 'vitest'
import type { ModelSpec } from '../../../../contracts/domain/model-pack'
import { modelFor } from '../../../../contracts/domain/model-pack'
import { readModelPack } from '../../model-packs'
import { lazySession } from './lazy-session'
import type { OnnxSession } from './onnx-session'
import { openSession } from './onnx-session'
import { modelsDir } from './real-pictures'

const options = { modelsDir, threads: 1, providers: ['cpu'] }

describe('a model that is opened late', async () => {
  const spec = modelFor(await readModelPack(modelsDir), 'eyes')!

  it('is opened once, by whoever asks first', async () => {
    let opened = 0
    const lazy = lazySession(spec, options, (...with_) => {
      opened++
      return openSession(...with_)
    })
    expect(opened).toBe(0)
    const [one, other] = await Promise.all([lazy.open(), lazy.open()])
    expect(one).toBe(other)
    expect(opened).toBe(1)
    expect((await one.run())('logits')).toHaveLength(2)
    await lazy.release()
  })

  it('is released only when it was opened', async () => {
    let released = 0
    const session = { release: async () => void released++ } as OnnxSession
    const lazy = lazySession(spec, options, async () => session)
    await lazy.release()
    expect(released).toBe(0)
    await lazy.open()
    await lazy.release()
    await lazy.release()
    expect(released).toBe(1)
  })

  it('says each time why it cannot be opened, and tries again', async () => {
    const wrong: ModelSpec = { ...spec, sha256: '0'.repeat(64) }
    const lazy = lazySession(wrong, options)
    await expect(lazy.open()).rejects.toMatchObject({ code: 'model_corrupt' })
    await expect(lazy.open()).rejects.toMatchObject({ code: 'model_corrupt' })
    await lazy.release()
  })
})
