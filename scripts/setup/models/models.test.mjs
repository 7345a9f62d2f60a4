import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { modelPackSchema } from '../../../contracts/domain/model-pack'
import { sha256 } from '../fingerprint.mjs'
import { inRoot } from '../paths.mjs'
import { buildModel, readSource } from './build-model.mjs'
import { compareModels, relativeDifference } from './compare-models.mjs'
import { flush } from './flush-denormals.mjs'
import { decodeModel } from './onnx-file.mjs'

const pack = modelPackSchema.parse(JSON.parse(readFileSync(inRoot('models', 'manifest.json'), 'utf8')))
const embed = pack.models.find((model) => model.task === 'embed')

test('flushing touches what is next to nothing and no other number', () => {
  const values = Float32Array.of(0, -0, 1e-38, -1e-16, 9.9e-16, 1.1e-15, -2, 1e-45)
  expect(flush(values)).toBe(4)
  expect([...values].map((value) => Math.abs(value) > 0)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
    true,
    false
  ])
})

describe('the default pack', () => {
  test.each(pack.models.map((model) => [model.id, model]))(
    '%s is built to the sha256 of the manifest',
    (_id, model) => {
      const built = buildModel(readSource(model), model.transforms)
      expect({ sha256: sha256(built), bytes: built.length }).toEqual({ sha256: model.sha256, bytes: model.bytes })
    }
  )

  test('another source file is refused by name', () => {
    if (!embed?.source) throw new Error('no embed model')
    const changed = { ...embed, source: { ...embed.source, sha256: '0'.repeat(64) } }
    expect(() => readSource(changed)).toThrow(/faceplugin-feature.*corrupt/)
  })

  test('the rewritten embedding network has no PRelu and computes what its source does', async () => {
    if (embed === undefined) throw new Error('no embed model')
    const source = readSource(embed)
    const built = buildModel(source, embed.transforms)
    expect(decodeModel(built).graph.node.filter((node) => node.opType === 'PRelu')).toEqual([])
    expect(await compareModels(source, built, embed.input, 2)).toBeLessThan(1e-3)
  })
})

test('a difference is seen against the size of the output, and a number that is none is endless', () => {
  expect(relativeDifference([3, 4], [3, 4])).toBe(0)
  expect(relativeDifference([100, -100], [101, -100])).toBeCloseTo(0.01)
  expect(relativeDifference([1, 2], [1, Number.NaN])).toBe(Number.POSITIVE_INFINITY)
})
