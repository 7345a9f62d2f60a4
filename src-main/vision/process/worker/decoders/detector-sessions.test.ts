import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModelPack, ModelSpec } from '../../../../../contracts/domain/model-pack'
import { modelFor } from '../../../../../contracts/domain/model-pack'
import { modelFile, readModelPack } from '../../../model-packs'
import { createDetector } from '../detector'
import { dot } from '../embedder'
import { lookAtFace } from '../look-at-face'
import { openModels } from '../models'
import { openSession } from '../onnx-session'
import type { Picture } from '../picture'
import { framesOf, modelsDir } from '../real-pictures'
import type { CellAnswers } from './detector-graph'
import { blankAnswers, detectorGraph } from './detector-graph'

const [width, height] = [96, 64]
let dir: string
let pack: ModelPack
beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'muster-detectors-'))
  pack = await readModelPack(modelsDir)
})
afterAll(() => rmSync(dir, { recursive: true }))

/** Writes a constructed detector into the folder and answers what a manifest would say of it. */
function detectorSpec(kind: 'yunet' | 'scrfd', answers: CellAnswers[]): ModelSpec {
  const bytes = detectorGraph(kind, width, height, answers)
  writeFileSync(path.join(dir, `${kind}.onnx`), bytes)
  const parts = kind === 'yunet' ? ['cls', 'obj', 'bbox', 'kps'] : ['score', 'bbox', 'kps']
  const names = parts.flatMap((part) => [8, 16, 32].map((stride) => `${part}_${stride}`))
  return {
    ...modelFor(pack, 'detect')!,
    id: kind,
    file: `${kind}.onnx`,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    decoder: kind,
    outputs: Object.fromEntries(names.map((name) => [name, name])),
    input: {
      ...{ name: 'input', width, height, channels: 3, colour: 'bgr', layout: 'nchw' },
      ...{ mean: [0, 0, 0], scale: [1, 1, 1] }
    }
  }
}
const options = () => ({ modelsDir: dir, threads: 1, providers: ['cpu'] })

/** A black picture with a blue square. */
function square(size: [number, number], x: number, y: number, side: number): Picture {
  const data = new Uint8Array(size[0] * size[1] * 3)
  for (let row = y; row < y + side; row++)
    for (let column = x; column < x + side; column++) data[(row * size[0] + column) * 3 + 2] = 255
  return { format: 'rgb24', width: size[0], height: size[1], data }
}

/** Finds squares of one cell of 16 pixels: box = the cell, points = its corners and middle. */
function squareFinder(kind: 'yunet' | 'scrfd'): CellAnswers[] {
  const answers = blankAnswers(width, height, kind === 'yunet' ? 1 : 2)
  const middle = answers[1]!
  middle.gain = 1
  for (let i = 0; i < middle.score.length; i++) {
    middle.bbox.set(kind === 'yunet' ? [0.5, 0.5, 0, 0] : [0, 0, 1, 1], i * 4)
    middle.kps.set([0, 0, 1, 0, 0.5, 0.5, 0, 1, 1, 1], i * 10)
  }
  return answers
}

describe.each(['yunet', 'scrfd'] as const)('a session with the outputs of %s', (kind) => {
  it('finds a square where it is, in a letterbox and in a part of a larger picture', async () => {
    const session = await openSession(detectorSpec(kind, squareFinder(kind)), options())
    const detector = createDetector(session, { detect: 0.6, nms: 0.4 })
    // 96 × 48 pixels that were made from twice as many: the lowest row of cells stays empty.
    const [fitted, ...others] = await detector.detectFitted(square([96, 48], 48, 16, 16), 2, 2)
    expect(others).toEqual([])
    expect(fitted!.score).toBeCloseTo(1, 4)
    expect([fitted!.x1, fitted!.y1, fitted!.x2, fitted!.y2].map(Math.round)).toEqual([96, 32, 128, 64])
    expect(fitted!.points!.flat().map(Math.round)).toEqual([96, 32, 128, 32, 112, 48, 96, 64, 128, 64])
    const region = { x1: 100, y1: 50, x2: 292, y2: 178 }
    const [found] = await detector.detectRegion(square([400, 200], 100 + 64, 50 + 32, 32), region)
    expect([found!.x1, found!.y1, found!.x2, found!.y2].map(Math.round)).toEqual([164, 82, 196, 114])
    expect(await detector.detectFitted(square([96, 64], 0, 0, 0), 1, 1)).toEqual([])
    await session.release()
  })

  it('aligns a real face by the points of the detector, in a pack without a model for landmarks', async () => {
    const [picture] = framesOf('franck', 2, 1, 1)
    const whole = { x1: 0, y1: 0, x2: picture!.width, y2: picture!.height }
    const usual = await openModels(pack, { ...options(), modelsDir })
    const [face] = await usual.detector.detectRegion(picture!, whole)
    const { five } = await usual.landmarker.find(picture!, face!)
    const expected = await lookAtFace(usual, picture!, face!, 24, true)
    await usual.release()

    // A detector that always answers that face: the prediction of the first cell, in cells of its letterbox.
    const answers = blankAnswers(width, height, kind === 'yunet' ? 1 : 2)
    const scale = Math.min(width / picture!.width, height / picture!.height) / 32
    const [x1, y1, x2, y2] = [face!.x1, face!.y1, face!.x2, face!.y2].map((value) => value * scale) as Four
    answers[2]!.score[0] = 0.9
    const asYunet = [(x1 + x2) / 2, (y1 + y2) / 2, Math.log(x2 - x1), Math.log(y2 - y1)]
    answers[2]!.bbox.set(kind === 'yunet' ? asYunet : [-x1, -y1, x2, y2])
    answers[2]!.kps.set(five.flat().map((value) => value * scale))
    const embed = modelFor(pack, 'embed')!
    mkdirSync(path.dirname(modelFile(dir, embed)), { recursive: true })
    copyFileSync(modelFile(modelsDir, embed), modelFile(dir, embed))
    const eyes = modelFor(pack, 'eyes')!
    const models = await openModels({ ...pack, models: [detectorSpec(kind, answers), embed, eyes] }, options())
    const [found] = await models.detector.detectRegion(picture!, whole)
    const look = await lookAtFace(models, picture!, found!, 24, true)
    expect(found!.score).toBeCloseTo(0.9, 4)
    expect(dot(look.template!, expected.template!)).toBeGreaterThan(0.999)
    expect(look.landmarks).toEqual([])
    expect(models.eyes).toBeNull()
    await models.release()
  })
})

type Four = [number, number, number, number]
