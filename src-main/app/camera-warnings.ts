import type { CameraProblem } from '../../contracts/domain/camera-status'
import type { Warning } from '../../contracts/status'
import type { CameraStanding } from '../cameras/registry'
import type { StatusBoard } from './status-board'

/** Problems that do not pass by themselves: somebody should know at once. */
const lasting: ReadonlySet<CameraProblem> = new Set([
  'auth_failed',
  'not_found',
  'forbidden',
  'not_a_stream',
  'file_missing',
  'device_missing',
  'device_denied',
  'unplugged',
  'decoder_no_host_names',
  'try_udp',
  'unreachable'
])

/** Any other problem is told once it has lasted so long. */
const patienceMs = 15_000
/** Where more cameras are down than this, what they share is wrong: a switch, a cable, a power supply. */
const atMost = 3

/**
 * What the states of a site's cameras ask of somebody, each matter with its fix. Pure.
 *
 * @param standings of every camera
 * @param decoderMissing the vision process found no decoder
 * @param now epoch ms
 */
export function cameraWarnings(
  standings: readonly CameraStanding[],
  decoderMissing: boolean,
  now: number
): (Warning & { fix: string })[] {
  const failed = standings.filter(({ health }) => health.phase === 'failed')
  const isMissing = decoderMissing || failed.some(({ health }) => health.problem === 'decoder_missing')
  const down = failed.filter(({ health: { problem, since } }) => {
    if (problem === null || problem === 'decoder_missing') return false
    return lasting.has(problem) || now - since >= patienceMs
  })
  const odd = standings.filter(({ status }) => status.state === 'live' && status.tamper !== null)
  return [
    ...(isMissing ? [{ ...of('decoder_missing', 'bad', {}), fix: '/settings/decoder' }] : []),
    ...(down.length > atMost
      ? [of('cameras_down', 'bad', { count: down.length })]
      : down.map(({ camera, health }) =>
          of('camera_down', 'warning', { camera: camera.name, problem: health.problem ?? '' }, camera.id)
        )),
    ...(odd.length > atMost
      ? [of('cameras_tamper', 'info', { count: odd.length })]
      : odd.map(({ camera, status }) =>
          of('camera_tamper', 'info', { camera: camera.name, tamper: status.tamper ?? '' }, camera.id)
        ))
  ]
}

const of = (code: Warning['code'], level: Warning['level'], values: Warning['values'], cameraId?: string) => ({
  ...{ id: cameraId === undefined ? code : `${code}:${cameraId}`, level, code, values },
  fix: '/cameras'
})

/** Keeps the board's warnings about cameras the given ones. */
export class CameraWarnings {
  private shown = new Map<string, string>()

  constructor(private readonly board: Pick<StatusBoard, 'warn' | 'clear'>) {}

  show(warnings: readonly Warning[]): void {
    const next = new Map(warnings.map((warning) => [warning.id, JSON.stringify(warning)]))
    for (const id of this.shown.keys()) if (!next.has(id)) this.board.clear(id)
    for (const warning of warnings) {
      if (this.shown.get(warning.id) !== next.get(warning.id)) this.board.warn(warning)
    }
    this.shown = next
  }
}
