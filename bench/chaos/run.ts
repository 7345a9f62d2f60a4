import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ChildOrders, FromChild } from './kill-points'
import { killPoints } from './kill-points'
import { seeded } from './random'
import { ChaosReceiver, manners } from './receivers'
import { whatWasLost } from './stored'

export interface ChaosFigures {
  kills: number
  /** Committed. */
  events: number
  /** Committed, yet neither delivered, pending nor dead; or told as delivered, and no receiver has it. */
  lost: number
  killDuplicates: number
  receiverDuplicates: number
  /** First arrivals at endpoints in block mode that overtook another. */
  outOfOrder: number
  /** Requests under way at one kill, at most; the kills' duplicates are at most the sum of them. */
  maxInFlight: number
}

export interface ChaosOptions {
  runs: number
  seed: number
  /** Events that one life makes, at most. */
  eventsPerLife?: number
  onKill?: (done: number) => void
}

const timeScale = 100
const lifeLimitMs = 30_000
const drainLimitMs = 300_000

/** Kills a sender over and over, then lets it finish, and counts what became of every event. Throws where a promise was broken. */
export async function runChaos({ runs, seed, eventsPerLife = 40, onKill }: ChaosOptions): Promise<ChaosFigures> {
  const random = seeded(seed)
  const dataDir = mkdtempSync(join(tmpdir(), 'muster-chaos-'))
  let arrived: () => void = () => undefined
  const receivers = manners.map((manner) => new ChaosReceiver(manner, manner !== '200', random, () => arrived()))
  const urls = await Promise.all(
    receivers.map(async (receiver) => ({ name: receiver.manner, url: await receiver.start() }))
  )
  const time = { base: Date.UTC(2026, 0, 1), began: Date.now(), scale: timeScale }
  const inFlight: number[] = []
  const promised = new Set<number>()
  let firstNote = 1

  const live = async (orders: Pick<ChildOrders, 'kill' | 'receivers' | 'events'>): Promise<void> => {
    const child = start({ dataDir, time, firstNote, ...orders })
    // Numbers of a life that died are never used again: whether the last was committed, only the database knows.
    firstNote += orders.events
    const ended = once(child, 'exit')
    let idle: () => void = () => undefined
    const isIdle = new Promise<void>((resolve) => (idle = resolve))
    child.on('message', (message: FromChild) => {
      if (message.kind === 'opened') {
        if (message.synchronous !== 2) throw new Error(`PRAGMA synchronous is ${message.synchronous}, not FULL`)
        inFlight.push(message.recovered)
      } else if (message.kind === 'committed') promised.add(message.note)
      else idle()
    })
    let skip = orders.kill?.point === 'after send' ? orders.kill.skip : Infinity
    arrived = () => {
      if (skip-- === 0) child.kill('SIGKILL')
    }
    const limit = orders.kill === null ? drainLimitMs : lifeLimitMs
    const late = setTimeout(() => child.kill('SIGKILL'), limit)
    await Promise.race([ended, isIdle])
    clearTimeout(late)
    if (orders.kill === null && child.exitCode !== null) throw new Error('the last sender ended before all was sent')
    arrived = () => undefined
    child.kill('SIGKILL')
    await ended
  }

  try {
    for (let run = 0; run < runs; run += 1) {
      const point = killPoints[run % killPoints.length] ?? 'before commit'
      const kill = { point, skip: Math.floor(random() * 25) }
      await live({ kill, receivers: run === 0 ? urls : [], events: eventsPerLife })
      onKill?.(run + 1)
    }
    for (const receiver of receivers) receiver.tame = true
    await live({ kill: null, receivers: [], events: 1 })
    const sum = (name: 'killDuplicates' | 'receiverDuplicates' | 'outOfOrder') =>
      receivers.reduce((all, { figures }) => all + figures[name], 0)
    const accepted = new Map(receivers.map(({ manner, figures }) => [manner as string, figures.accepted]))
    const { events, lost } = whatWasLost(dataDir, promised, accepted)
    return {
      kills: runs,
      events,
      lost,
      killDuplicates: sum('killDuplicates'),
      receiverDuplicates: sum('receiverDuplicates'),
      outOfOrder: sum('outOfOrder'),
      maxInFlight: Math.max(0, ...inFlight)
    }
  } finally {
    await Promise.all(receivers.map((receiver) => receiver.stop()))
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function start(orders: ChildOrders): ChildProcess {
  const script = fileURLToPath(new URL('../chaos-webhooks.ts', import.meta.url))
  return fork(script, ['child', JSON.stringify(orders)], { execArgv: ['--import', 'tsx'] })
}
