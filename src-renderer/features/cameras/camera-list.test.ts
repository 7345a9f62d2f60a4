import { expect, it } from 'vitest'
import type { CameraStatus } from '../../../contracts/domain/camera-status'
import { offStatus } from '../../../contracts/domain/camera-status'
import { chosenCameras, needsAttention } from './camera-list'

const camera = (id: string, name: string, enabled = true) => ({ id, name, enabled })
const cameras = [camera('g10', 'Gate 10'), camera('g2', 'Gate 2'), camera('yard', 'Yard', false)]
const live: CameraStatus = { ...offStatus('g2', 0), state: 'live' }
const statuses: Record<string, CameraStatus> = {
  g2: live,
  g10: { ...offStatus('g10', 0), state: 'retrying', problem: 'unreachable' }
}
const ids = (search: string, show: 'all' | 'attention' | 'off') =>
  chosenCameras(cameras, (id) => statuses[id], search, show).map(({ id }) => id)

it('lists by name as people count, and searches names and identifiers', () => {
  expect(ids('', 'all')).toEqual(['g2', 'g10', 'yard'])
  expect(ids('G10', 'all')).toEqual(['g10'])
  expect(ids('gate', 'all')).toEqual(['g2', 'g10'])
})

it('shows what needs a hand, or what is switched off', () => {
  expect(ids('', 'attention')).toEqual(['g10'])
  expect(ids('', 'off')).toEqual(['yard'])
})

it('asks for a look at a covered camera, never at one that is off', () => {
  expect(needsAttention({ enabled: true }, { ...live, tamper: 'covered' })).toBe(true)
  expect(needsAttention({ enabled: false }, { ...live, tamper: 'covered' })).toBe(false)
  expect(needsAttention({ enabled: true }, live)).toBe(false)
})
