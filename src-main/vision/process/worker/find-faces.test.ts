import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Box } from '../../../../contracts/domain/face'
import { readModelPack } from '../../model-packs'
import type { ScoredBox } from './boxes'
import { iou } from './boxes'
import type { Detector, Region } from './detector'
import { FaceFinder, isCutByView, tilesOf } from './find-faces'
import type { FaceModels } from './models'
import { openModels } from './models'
import type { Picture } from './picture'
import { clips, framesOf, modelsDir } from './real-pictures'

let models: FaceModels
beforeAll(async () => {
  models = await openModels(await readModelPack(modelsDir), { modelsDir, threads: 1, providers: ['cpu'] })
})
afterAll(() => models.release())

const [width, height] = [1920, 1080]

/** A real face in a large empty picture with some noise, as ffmpeg hands it to the analysis, and where it is. */
async function farFace(clip: keyof typeof clips, second: number, share: number, x: number, y: number) {
  const source = clips[clip]
  const [close] = framesOf(clip, second, 5, 1)
  const [face] = await models.detector.detectRegion(close!, { x1: 0, y1: 0, x2: source.width, y2: source.height })
  const factor = (share * width) / (face!.x2 - face!.x1)
  const [w, h] = [source.width, source.height].map((side) => Math.round((side * factor) / 2) * 2)
  const picture = (after: string) => {
    const ground = `gradients=s=${width}x${height}:c0=0x605040:c1=0xa09080:d=1:seed=1,noise=alls=6:all_seed=1`
    const graph = `[0:v]fps=5,scale=${w}:${h}:flags=area[f];[1:v][f]overlay=${x}:${y}:format=yuv420${after}`
    const inputs = ['-ss', String(second), '-i', source.file, '-f', 'lavfi', '-i', ground]
    const args = ['-loglevel', 'error', '-nostdin', ...inputs, '-filter_complex', graph, '-frames:v', '1']
    return new Uint8Array(execFileSync('ffmpeg', [...args, '-f', 'rawvideo', '-'], { maxBuffer: 1 << 26 }))
  }
  const full: Picture = { format: 'yuv420p', width, height, data: picture(',format=yuv420p') }
  const small = picture(',scale=320:180:flags=area,format=rgb24')
  const detector: Picture = { format: 'rgb24', width: 320, height: 180, data: small }
  const at = (value: number, shift: number) => shift + value * factor
  const where = { x1: at(face!.x1, x), y1: at(face!.y1, y), x2: at(face!.x2, x), y2: at(face!.y2, y) }
  return { full, detector, where }
}
const quiet = (detector: Detector) => ({ followed: [] as Box[], minEyeDistancePx: 20, leastScore: detector.threshold })

describe('faces that are far away', () => {
  it('are missed by the whole picture, found by tiles at once and by a second pass in turn', async () => {
    const { full, detector, where } = await farFace('cap12', 15, 0.022, 1300, 500)
    const rest = quiet(models.detector)
    const isThere = (found: readonly Box[]) => found.filter((box) => iou(box, where) > 0.4).length
    expect(await new FaceFinder(models.detector).find({ full, detector, zoom: 'off', ...rest })).toEqual([])
    const tiled = await new FaceFinder(models.detector).find({ full, detector, zoom: 'tiles', ...rest })
    expect([isThere(tiled), tiled.length]).toEqual([1, 1])
    const finder = new FaceFinder(models.detector)
    const seen: number[] = []
    for (const _ of tilesOf(width, height, rest.minEyeDistancePx))
      seen.push(isThere(await finder.find({ full, detector, zoom: 'second_pass', ...rest })))
    expect(Math.max(...seen)).toBe(1)
    // Once it is followed, every second picture at the latest shows it.
    const followed = [where]
    const then: number[] = []
    for (let i = 0; i < 6; i++)
      then.push(isThere(await finder.find({ full, detector, zoom: 'second_pass', ...rest, followed })))
    expect(then.filter((count) => count === 1).length).toBeGreaterThanOrEqual(3)
    expect(then.join('')).not.toContain('00')
  })

  it('are found once, though two tiles and the whole picture show them', async () => {
    const { full, detector, where } = await farFace('franck', 2, 0.055, 800, 380)
    const found = await new FaceFinder(models.detector).find({
      ...{ full, detector, zoom: 'tiles' },
      ...quiet(models.detector)
    })
    expect(found).toHaveLength(1)
    expect(iou(found[0]!, where)).toBeGreaterThan(0.6)
  })
})

describe('the parts of a picture', () => {
  it('are none of a small one, few of a large one, and cover it with an overlap', () => {
    expect(tilesOf(640, 480, 24)).toEqual([])
    for (const [w, h] of [
      [1280, 720],
      [1920, 1080],
      [3840, 2160],
      [1080, 1920]
    ] as const) {
      const tiles = tilesOf(w, h, 24)
      expect(tiles.length).toBeGreaterThan(1)
      expect(tiles.length).toBeLessThanOrEqual(12)
      // Any face that only tiles show lies whole in one of them.
      const side = Math.max(w, h) * 0.05
      for (let x = 0; x + side <= w; x += side / 3)
        for (let y = 0; y + side * 1.3 <= h; y += side / 3)
          expect(tiles.some((tile) => holds(tile, { x1: x, y1: y, x2: x + side, y2: y + side * 1.3 }))).toBe(true)
    }
  })

  it('do not answer what their border cuts, unless it is the border of the picture', () => {
    const view = { x1: 100, y1: 0, x2: 500, y2: 300 }
    const size = { width: 1000, height: 600 }
    expect(isCutByView({ x1: 101, y1: 50, x2: 150, y2: 120 }, view, size)).toBe(true)
    expect(isCutByView({ x1: 300, y1: 250, x2: 350, y2: 299 }, view, size)).toBe(true)
    expect(isCutByView({ x1: 300, y1: -5, x2: 350, y2: 60 }, view, size)).toBe(false)
    expect(isCutByView({ x1: 300, y1: 50, x2: 350, y2: 120 }, view, size)).toBe(false)
  })
})

describe('the cost', () => {
  const counting = (found: ScoredBox[]) => {
    const views: Region[] = []
    const detector: Detector = {
      threshold: 0.65,
      detectFitted: async () => found,
      detectRegion: async (_picture, region) => {
        views.push(region)
        return []
      }
    }
    return { views, finder: new FaceFinder(detector) }
  }
  const blank = (w: number, h: number): Picture => ({ format: 'rgb24', width: w, height: h, data: new Uint8Array(0) })
  const search = { full: blank(width, height), detector: blank(320, 180), minEyeDistancePx: 24, leastScore: 0.3 }

  it('is one more run for a second pass, which comes round to every part', async () => {
    const { views, finder } = counting([])
    const tiles = tilesOf(width, height, 24)
    for (const _ of tiles) await finder.find({ ...search, zoom: 'second_pass', followed: [] })
    expect(views).toEqual(tiles)
  })

  it('is not spent on followed faces that the whole picture shows, or that are large', async () => {
    const near = { x1: 900, y1: 300, x2: 1100, y2: 560 }
    const shown = { x1: 200, y1: 300, x2: 250, y2: 365 }
    const { views, finder } = counting([{ ...shown, score: 0.9 }])
    await finder.find({ ...search, zoom: 'second_pass', followed: [near, shown] })
    await finder.find({ ...search, zoom: 'second_pass', followed: [near, shown] })
    expect(views).toEqual(tilesOf(width, height, 24).slice(0, 2))
  })
})

const holds = (tile: Region, box: Box): boolean =>
  box.x1 >= tile.x1 - 1 && box.y1 >= tile.y1 - 1 && box.x2 <= tile.x2 + 1 && box.y2 <= tile.y2 + 1
