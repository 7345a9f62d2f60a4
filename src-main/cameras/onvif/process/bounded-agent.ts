import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

/**
 * Connections that read so many bytes and no more: the package reads an answer until its camera ends it.
 *
 * @param onExceeded called once for each connection that was cut
 */
export function boundedAgent(secure: boolean, maxBytes: number, onExceeded: () => void): HttpAgent {
  // Cameras sign their own certificates. What is sent is the digest that goes over plain http otherwise, never a password.
  const agent = secure ? new HttpsAgent({ rejectUnauthorized: false }) : new HttpAgent()
  const connect = agent.createConnection.bind(agent)
  agent.createConnection = (options, callback) => {
    const stream = connect(options, callback)
    let read = 0
    stream?.on('data', (chunk: Uint8Array) => {
      const before = read
      read += chunk.length
      if (before > maxBytes || read <= maxBytes) return
      stream.destroy()
      onExceeded()
    })
    return stream
  }
  return agent
}
