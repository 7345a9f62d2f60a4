import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sighting } from '../../../contracts/domain/attendance'
import { defaultCameraOptions } from '../../../contracts/domain/camera-options'
import type { CameraInput } from '../../../contracts/domain/camera'
import { faceQualitySchema } from '../../../contracts/domain/face'
import { defaultEndpointOptions } from '../../../contracts/domain/webhook'
import type { EndpointInput, EndpointOptions } from '../../../contracts/domain/webhook'
import { silentLog } from '../../platform/log'
import type { AttemptResult, ClaimedDelivery, NewReference, StorageReader } from '../api'
import type { StorageState } from '../protocol'
import type { OpenReader } from './reader-store'
import { openReader } from './reader-store'
import { createSteadyCell } from './steady-time'
import type { OpenWriter, WriterOptions } from './writer-store'
import { openWriter } from './writer-store'

/** A data folder of a test, on a clock that the test moves. */
export interface TestSite {
  dataDir: string
  clock: { wall: number; monotonic: number; now(): number; monotonicNow(): number }
  states: StorageState[]
  /** Moves both hands. */
  pass(ms: number): void
  openWriter(over?: Partial<WriterOptions>): OpenWriter
  openReader(): OpenReader
  /** Closes what is open; the folder stays. */
  close(): Promise<void>
  dispose(): Promise<void>
}

export const testKey = { keyId: 'site-test', key: new Uint8Array(32).fill(7) }

export function makeTestSite(): TestSite {
  const dataDir = mkdtempSync(join(tmpdir(), 'muster-storage-'))
  const hands = { wall: Date.UTC(2026, 4, 6, 7, 8, 9), monotonic: 1000 }
  const clock = { now: () => hands.wall, monotonic: () => hands.monotonic }
  const steadyCell = createSteadyCell()
  const states: StorageState[] = []
  const open: { close(): void | Promise<void> }[] = []
  const close = async () => {
    for (const item of open.splice(0).reverse()) await item.close()
  }
  const shared = { dataDir, siteKey: testKey, steadyCell, clock }
  return {
    dataDir,
    clock: Object.assign(hands, { now: clock.now, monotonicNow: clock.monotonic }),
    states,
    pass(ms) {
      hands.wall += ms
      hands.monotonic += ms
    },
    openWriter(over = {}) {
      const writer = openWriter({
        ...shared,
        timeZone: 'Europe/Madrid',
        reserveBytes: 4096,
        log: silentLog,
        random: () => 0.5,
        onStorageState: (state) => states.push(state),
        ...over
      })
      open.push(writer)
      return writer
    },
    openReader() {
      const reader = openReader(shared)
      open.push(reader)
      return reader
    },
    close,
    async dispose() {
      await close()
      rmSync(dataDir, { recursive: true, force: true })
    }
  }
}

const quality = faceQualitySchema.parse({
  eyeDistancePx: 60,
  sharpness: 200,
  brightness: 120,
  yaw: 1,
  roll: 0,
  score: 0.9,
  reasons: []
})
export const testModel = { id: 'test-model', version: '1' }

let lastId = 0
/** An id of the right form that no other call gives. */
export const testId = (prefix: string): string => `${prefix}_${String((lastId += 1)).padStart(26, '0')}`

export const testSighting = (over: Partial<Sighting> & { at: number }): Sighting => {
  const { at, ...rest } = over
  return {
    id: testId('sgt'),
    cameraId: 'door',
    trackId: testId('trk'),
    verdict: 'recognized',
    personId: null,
    score: 0.71,
    secondScore: 0.2,
    threshold: 0.45,
    refusal: null,
    liveness: { score: 0.98, isLive: true, frames: 5 },
    quality,
    model: testModel,
    galleryVersion: 1,
    firstSeenAt: at - 800,
    capturedAt: at,
    framePtsMs: 123.5,
    decidedAt: at + 20,
    box: { x1: 1, y1: 2, x2: 30, y2: 40 },
    frameWidth: 640,
    frameHeight: 480,
    crop: new TextEncoder().encode(`JPEG of ${at}`),
    ...rest
  }
}

export const testCamera = (over: Partial<CameraInput> = {}): CameraInput => ({
  id: 'door',
  name: 'Front door',
  direction: 'in',
  enabled: true,
  analysisFps: 5,
  matchThreshold: null,
  livenessRequired: true,
  zoom: 'off',
  options: defaultCameraOptions,
  source: { kind: 'file', path: '/clips/door.mp4', loop: true },
  ...over
})

export const testReference = (fill = 0.1): NewReference => ({
  template: new Float32Array(8).fill(fill),
  model: testModel,
  quality,
  crop: new TextEncoder().encode('JPEG of a reference')
})

export const testConsent = { recordedBy: 'Operator', textVersion: '1', language: 'en' }

/** Options that are all defaults but for the lane. */
export const laneOptions = (lane: Partial<EndpointOptions['lane']>): EndpointOptions => ({
  ...defaultEndpointOptions,
  lane: { ...defaultEndpointOptions.lane, ...lane }
})

export const testEndpoint = (over: Partial<EndpointInput> = {}): EndpointInput => ({
  url: 'https://payroll.example/hooks',
  description: '',
  dialect: 'standard',
  events: ['attendance.recorded'],
  enabled: true,
  timeoutMs: 5000,
  allowLoopback: false,
  alias: '',
  headers: [],
  options: laneOptions({ order: 'parallel', concurrency: 64 }),
  ...over
})

export const testSecret = 'whsec_' + Buffer.from('an old secret of thirty-two byte').toString('base64')

/** A camera, an enrolled person and an endpoint for attendance. */
export async function furnish(writer: OpenWriter, over: { name?: string; endpoint?: Partial<EndpointInput> } = {}) {
  const camera = await writer.api.createCamera(testCamera())
  const enrolled = await writer.api.enrol({
    personId: null,
    person: { name: over.name ?? 'Ada Lovelace', externalId: '1815' },
    consent: testConsent,
    references: [testReference()]
  })
  const endpoint = await writer.api.createEndpoint(testEndpoint(over.endpoint), testSecret)
  return { camera, person: enrolled.value.person, reference: enrolled.value.references[0], endpoint }
}

export const claimAll = (writer: OpenWriter) => writer.api.claimDeliveries({ limit: 50, leaseMs: 60_000 })

/** How an attempt went, as the dispatcher would report it. */
export const resultOf = (claim: ClaimedDelivery, over: Partial<AttemptResult> = {}): AttemptResult => ({
  deliveryId: claim.deliveryId,
  leaseId: claim.leaseId,
  attempt: claim.attempt,
  requestHeaders: { 'webhook-id': claim.eventId },
  durationMs: 12,
  status: 200,
  responseHeaders: { 'content-type': 'text/plain' },
  responseBody: 'thank you',
  responseCut: false,
  error: null,
  failure: 'none',
  retryAfterMs: null,
  unreachable: false,
  pinSignatureFormat: null,
  doubt: null,
  clockSkewMs: null,
  ...over
})

export const page = { states: [], eventTypes: [], search: '', limit: 100 }
export type { StorageReader }
