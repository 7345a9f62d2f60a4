import { MusterError } from '../../../../contracts/result'
import type { Written } from '../../api'
import { deleteCropsOf } from '../queries/crops'
import { blankPerson, personRow } from '../queries/people'
import { deleteReferencesOf } from '../queries/references'
import { appendEvent, originOf } from './append-event'
import { cancelAboutPerson } from './cancel-deliveries'
import type { UseCaseContext } from './context'

export type Erasure = Written<{ references: number; crops: number; cancelledDeliveries: number }>

/**
 * Destroys the person's data key and with it every sealed value about them; templates and pictures go, the name goes,
 * deliveries about them are cancelled. Marks keep the bare id. `scrub` clears the log of the database after the commit.
 */
export function erasePerson(context: UseCaseContext, id: string, scrub: () => void): Erasure {
  const { sql, vault, crops, times } = context
  if (personRow(sql, id) === undefined) throw new MusterError('not_found', 'This person is no longer enrolled.')

  const cancelledDeliveries = cancelAboutPerson(context, id)
  const references = deleteReferencesOf(sql, id)
  const files = deleteCropsOf(sql, id)
  vault.destroy(id)
  blankPerson(sql, id, times.now)
  const { deliveries } = appendEvent(context, {
    type: 'person.erased',
    occurredAt: times.now,
    // Nobody's data any more: it must still open when the person's key is gone.
    personId: null,
    cameraId: null,
    data: { person: { id }, ...originOf(context) }
  })

  context.afterCommit(() => {
    for (const file of files) crops.remove(file)
    scrub()
  })
  return { value: { references, crops: files.length, cancelledDeliveries }, deliveriesDue: deliveries > 0 }
}
