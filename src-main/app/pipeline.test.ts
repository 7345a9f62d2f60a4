import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Sighting } from '../../contracts/domain/attendance'
import { MusterError } from '../../contracts/result'
import { silentLog } from '../platform/log'
import type { StorageWriter } from '../storage/api'
import { wirePipeline } from './pipeline'
import { StatusBoard } from './status-board'

type Answer = Awaited<ReturnType<StorageWriter['recordSighting']>>

/** The pipeline between a vision process and a disk that is full until told otherwise. */
function rig() {
  let offer: (sighting: Sighting) => void = () => undefined
  const acknowledged: string[] = []
  const disk = { full: true }
  const board = new StatusBoard('site', () => undefined)
  const end = wirePipeline({
    vision: {
      onSighting: (listener) => {
        offer = listener
        return () => undefined
      },
      acknowledge: (ids) => void acknowledged.push(...ids)
    },
    writer: {
      recordSighting: async (sighting) => {
        if (disk.full) throw new MusterError('storage_full', 'The disk is full.')
        return { value: { sighting, mark: null, duplicate: false }, deliveriesDue: false } as unknown as Answer
      }
    },
    wakeDispatcher: () => undefined,
    board,
    push: () => undefined,
    log: silentLog,
    trace: () => undefined,
    now: () => 0,
    matchScale: () => null,
    onSeen: () => undefined,
    onRecorded: () => undefined
  })
  return { board, disk, acknowledged, end, send: (id: string) => offer({ id, verdict: 'stranger' } as Sighting) }
}

describe('wirePipeline on a full disk', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('counts sightings that wait and not the times that they were offered, and none once they are stored', async () => {
    const { board, disk, acknowledged, send } = rig()
    for (const id of ['sgt_a', 'sgt_a', 'sgt_b', 'sgt_a']) {
      send(id)
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(board.status().unrecorded).toBe(2)
    expect(board.status().warnings.map(({ code }) => code)).toEqual(['storage_full'])
    expect(acknowledged).toEqual([])

    disk.full = false
    for (const id of ['sgt_a', 'sgt_b']) {
      send(id)
      await vi.advanceTimersByTimeAsync(1)
    }
    expect(acknowledged).toEqual(['sgt_a', 'sgt_b'])
    expect(board.status().unrecorded).toBe(0)
    expect(board.status().warnings).toEqual([])
  })
})
