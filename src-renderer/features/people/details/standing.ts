import type { Person } from '../../../../contracts/domain/person'
import type { Tone } from '../../../ui'

/** Keys under `status.` of the people's words: whether the cameras mark this person today. */
export type Standing = 'active' | 'suspended' | 'left' | 'notYet' | 'over'

export const standingTones: Record<Standing, Tone> = {
  ...{ active: 'good', suspended: 'warning', left: 'neutral', notYet: 'warning', over: 'warning' }
}

/** `today` as YYYY-MM-DD in the site's zone. */
export function standingOf(person: Pick<Person, 'status' | 'validFrom' | 'validTo'>, today: string): Standing {
  if (person.status !== 'active') return person.status
  if (person.validFrom !== null && today < person.validFrom) return 'notYet'
  return person.validTo !== null && today > person.validTo ? 'over' : 'active'
}
