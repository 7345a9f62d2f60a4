import type { VisionStatus } from '../../contracts/status'
import { MusterError } from '../../contracts/result'
import type { VisionClient } from '../vision/vision-client'

/** From a cold disk the models take a few seconds; whoever asks for a picture meanwhile would rather wait than be refused. */
const patienceMs = 15_000

/** Resolves once pictures can be analysed. Rejects with `vision_down` when recognition has failed or takes too long. */
export function visionReady(vision: Pick<VisionClient, 'status' | 'onStatus'>): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      off()
      clearTimeout(timer)
      settle()
    }
    const down = (words: string) => reject(new MusterError('vision_down', `Recognition does not run: ${words}`))
    const judge = ({ state, detail }: VisionStatus) => {
      if (state === 'ready') end(resolve)
      else if (state === 'failed' || state === 'stopped') end(() => down(detail || state))
    }
    const timer = setTimeout(() => end(() => down('it is still starting. Try again in a moment.')), patienceMs)
    const off = vision.onStatus(judge)
    judge(vision.status())
  })
}

/** A process is started within moments; one that fails over and over is waited for no longer than this. */
const startPatienceMs = 5000

/** Resolves once there is a vision process, whatever it has loaded, or when there has been none for too long. Never rejects. */
export function visionUp(vision: Pick<VisionClient, 'status' | 'onStatus'>): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      off()
      clearTimeout(timer)
      resolve()
    }
    const judge = ({ pid }: VisionStatus) => {
      if (pid !== null) end()
    }
    const timer = setTimeout(end, startPatienceMs)
    const off = vision.onStatus(judge)
    judge(vision.status())
  })
}
