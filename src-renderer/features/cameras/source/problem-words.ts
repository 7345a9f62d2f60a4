import type { CameraProblem } from '../../../../contracts/domain/camera-status'

/** Keys of words for a problem that is over, or was met in a test: a lost connection is not "Reconnecting" any more. */
export const pastProblem = (problem: CameraProblem) =>
  problem === 'disconnected' ? ('timeline.lost' as const) : (`problem.${problem}` as const)

/** What to do about a problem that a test met: nothing is tried again by itself there. */
export function adviceInTest(problem: CameraProblem) {
  switch (problem) {
    case 'auth_failed':
    case 'disconnected':
    case 'stalled':
    case 'device_missing':
    case 'unplugged':
    case 'file_missing':
      return `test.advice.${problem}` as const
    default:
      return `advice.${problem}` as const
  }
}
