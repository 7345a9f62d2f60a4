import { constants, setPriority } from 'node:os'
import { toFailure } from '../../../../contracts/result'
import { openParentLink } from '../../../vision/process/parent-link'
import type { FromOnvif, ToOnvif } from '../onvif-protocol'
import { toOnvifSchema } from '../onvif-protocol'
import { cameraProfiles } from './camera-profiles'
import { notOnvif } from './judge-failure'
import { probeCameras } from './probe'

/** Entry of the process that listens to strangers on the network. It answers one question; main ends it. */
const link = openParentLink<FromOnvif>()
try {
  // Cameras that are at work come first, whatever a stranger sends.
  setPriority(constants.priority.PRIORITY_LOW)
} catch {
  // Some systems do not let a process step back; then it runs as it is.
}

const answer = async (question: ToOnvif): Promise<FromOnvif> =>
  question.type === 'find'
    ? { type: 'found', cameras: await probeCameras(question) }
    : { type: 'profiles', profiles: await cameraProfiles(question, question.requestMs) }

const fail = (thrown: unknown) => {
  const { code, message } = toFailure(thrown)
  link.post({ type: 'failed', code, message })
}

link.onMessage((message) => void answer(toOnvifSchema.parse(message)).then(link.post, fail))
link.onLost(() => process.exit(0))
// The package throws from its sockets' listeners at answers that it did not expect.
process.on('uncaughtException', () => fail(notOnvif()))
// A terminal sends it to every process of the app; main alone decides in which order they end.
process.on('SIGINT', () => undefined)
