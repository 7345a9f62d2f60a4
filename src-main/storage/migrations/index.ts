import { initial } from './0010-initial'
import type { Migration } from './migration'

/** In order; new ones go to the end. */
export const migrations: readonly Migration[] = [initial]

/** The version that this build of Muster writes. */
export const latestVersion = (steps: readonly Migration[]): number => steps.at(-1)?.version ?? 0
