import { constants, setPriority } from 'node:os'
import { openParentLink } from '../parent-link'
import type { FromPack } from './pack-messages'
import { toPackSchema } from './pack-messages'
import { PackService } from './pack-service'

/** Entry of the process that checks a model pack or makes templates with it: a model that takes it down takes nothing else along. */
const link = openParentLink<FromPack>()
try {
  // Cameras and attendance come first.
  setPriority(constants.priority.PRIORITY_LOW)
} catch {
  // Some systems do not let a process step back; then it runs as it is.
}
const service = new PackService(link.post)
link.onMessage((message) => service.receive(toPackSchema.parse(message)))
link.onLost(() => process.exit(0))
// A terminal sends it to every process of the app; main alone decides in which order they end.
process.on('SIGINT', () => undefined)
