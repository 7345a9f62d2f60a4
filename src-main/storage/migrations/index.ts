import { initial } from './0010-initial'
import { templates } from './0030-templates'
import { cameraZoom } from './0040-camera-zoom'
import { cameraOptions } from './0050-camera-options'
import { cameraStates } from './0060-camera-states'
import { webhookEngine } from './0100-webhook-engine'
import { people } from './0110-people'
import { corrections } from './0120-corrections'
import { shifts } from './0121-shifts'
import type { Migration } from './migration'

/** In order; new ones go to the end. */
export const migrations: readonly Migration[] = [
  initial,
  templates,
  cameraZoom,
  cameraOptions,
  cameraStates,
  webhookEngine,
  people,
  corrections,
  shifts
]

/** The version that this build of Muster writes. */
export const latestVersion = (steps: readonly Migration[]): number => steps.at(-1)?.version ?? 0
