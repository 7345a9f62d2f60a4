import { createSocket } from 'node:dgram'
import type { Socket as UdpSocket } from 'node:dgram'
import type { Socket } from 'node:net'

/** Where the packets of a stream go: the RTSP connection itself, or UDP ports of the client. */
export interface RtpSink {
  readonly transport: 'tcp' | 'udp'
  /** False while the client does not read: a picture is then left out rather than queued without end. */
  ready(): boolean
  send(packets: readonly Buffer[]): void
  close(): void
}

const maxQueuedBytes = 8 << 20

/** RTP inside the RTSP connection (RFC 2326, 10.12). */
export function interleavedSink(socket: Socket, channel: number): RtpSink {
  return {
    transport: 'tcp',
    ready: () => !socket.destroyed && socket.writableLength < maxQueuedBytes,
    send: (packets) => {
      socket.cork()
      for (const packet of packets) {
        socket.write(Buffer.from([0x24, channel, packet.length >> 8, packet.length & 255]))
        socket.write(packet)
      }
      socket.uncork()
    },
    close: () => undefined
  }
}

/** RTP over UDP to a client on this computer. Answers the sink and the two server ports to announce. */
export async function udpSink(clientPort: number): Promise<{ sink: RtpSink; serverPorts: [number, number] }> {
  const [rtp, rtcp] = await bindPair()
  for (const socket of [rtp, rtcp]) socket.on('error', () => undefined)
  const sink: RtpSink = {
    transport: 'udp',
    ready: () => true,
    send: (packets) => {
      for (const packet of packets) rtp.send(packet, clientPort, '127.0.0.1')
    },
    close: () => {
      rtp.close()
      rtcp.close()
    }
  }
  return { sink, serverPorts: [rtp.address().port, rtcp.address().port] }
}

/** RTP takes an even port and RTCP the one above it (RFC 3550, 11): tries until such a pair is free. */
async function bindPair(): Promise<[UdpSocket, UdpSocket]> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = await bind(0)
    if (first === null) continue
    const port = first.address().port
    const second = port % 2 === 0 ? await bind(port + 1) : null
    if (second !== null) return [first, second]
    first.close()
  }
  throw new Error('no pair of UDP ports is free')
}

function bind(port: number): Promise<UdpSocket | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.once('error', () => {
      socket.close()
      resolve(null)
    })
    socket.bind(port, '127.0.0.1', () => {
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}
