import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import type { Socket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import type { NetworkCamera } from '../../../../contracts/cameras'
import { MusterError } from '../../../../contracts/result'
import { onvifLimits } from '../onvif-protocol'
import { probeMessage, probeTypes, readProbeAnswer } from './probe-message'

const group = { host: '239.255.255.250', port: 3702 }

/** Datagrams get lost, and a camera that is busy drops them. */
const repeatAfterMs = 700

/** Of one sender, so that a noisy one leaves room for the others. */
const answersOfOne = 64
const answersOfAll = 2048

export interface ProbeOptions {
  /** `HOST:PORT` asked instead of all networks. */
  targets: readonly string[]
  waitMs: number
}

/**
 * Asks for cameras on every IPv4 network of this computer (or the targets alone, and then ends once each has answered).
 *
 * @throws MusterError `unavailable` when there is no network to ask on
 */
export async function probeCameras({ targets, waitMs }: ProbeOptions): Promise<NetworkCamera[]> {
  const found = new Map<string, NetworkCamera>()
  const answers = new Map<string, number>()
  const ids = probeTypes.map(() => randomUUID())
  const sockets = targets.length > 0 ? [openSocket(null)] : interfaceAddresses().map(openSocket)
  const waiting = new Set(targets)
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  let total = 0

  const hear = (datagram: Uint8Array, from: { address: string; port: number }) => {
    const heard = (answers.get(from.address) ?? 0) + 1
    answers.set(from.address, heard)
    if (heard > answersOfOne || ++total > answersOfAll) return
    for (const camera of readProbeAnswer(datagram, ids, from.address)) {
      if (found.size < onvifLimits.cameras && !found.has(camera.address)) found.set(camera.address, camera)
    }
    if (waiting.delete(`${from.address}:${from.port}`) && waiting.size === 0) end()
  }
  const ask = (open: readonly Socket[]) => {
    for (const [index, type] of probeTypes.entries()) {
      const message = Buffer.from(probeMessage(ids[index]!, type))
      // A network that takes no datagram just now may take the repetition.
      for (const socket of open)
        for (const { host, port } of targets.length > 0 ? targets.map(splitTarget) : [group])
          socket.send(message, port, host, () => undefined)
    }
  }

  const opened = (await Promise.all(sockets)).filter((socket) => socket !== null)
  if (opened.length === 0) {
    throw new MusterError(
      'unavailable',
      'This computer is on no network. Connect it to the cameras\u2019 network, then search again.'
    )
  }
  for (const socket of opened) socket.on('message', hear)
  ask(opened)
  const again = setTimeout(() => ask(opened), Math.min(repeatAfterMs, waitMs / 2))
  const enough = setTimeout(end, waitMs)
  await ended
  clearTimeout(again)
  clearTimeout(enough)
  for (const socket of opened) socket.close()
  return [...found.values()].sort(
    (one, two) => one.name.localeCompare(two.name) || (one.address < two.address ? -1 : 1)
  )
}

const interfaceAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)

/** @returns null for a network that just went, or that takes no multicast */
function openSocket(address: string | null): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.on('error', () => resolve(null))
    socket.bind({ address: address ?? undefined, port: 0, exclusive: true }, () => {
      try {
        // Else the system sends on one network of its choice.
        if (address !== null) socket.setMulticastInterface(address)
        resolve(socket)
      } catch {
        socket.close()
        resolve(null)
      }
    })
  })
}

function splitTarget(target: string): { host: string; port: number } {
  const [host = '', port] = target.split(':')
  return { host, port: Number(port) || group.port }
}
