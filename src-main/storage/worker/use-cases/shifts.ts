import type { AssignmentInput, Shift, ShiftInput } from '../../../../contracts/domain/shift'
import { MusterError } from '../../../../contracts/result'
import { personRow } from '../queries/people'
import { assignmentsTo, deleteAssignment, deleteShift, putAssignment, putShift, shiftById } from '../queries/shifts'
import type { UseCaseContext } from './context'

/** A new shift, or other rules for one that is there: past days are judged by them too. */
export function saveShift(context: UseCaseContext, id: string | null, input: ShiftInput): Shift {
  if (id !== null) existing(context, id)
  const shiftId = id ?? context.newId('shift')
  putShift(context.sql, shiftId, input, context.times.now)
  return existing(context, shiftId)
}

export function removeShift(context: UseCaseContext, id: string): null {
  existing(context, id)
  const assigned = assignmentsTo(context.sql, id)
  if (assigned > 0) {
    throw new MusterError(
      'conflict',
      `This shift is assigned ${assigned === 1 ? 'once' : `${assigned} times`}. Remove those assignments first.`
    )
  }
  deleteShift(context.sql, id)
  return null
}

export function assignShift(context: UseCaseContext, input: AssignmentInput): null {
  if (input.shiftId !== null) existing(context, input.shiftId)
  if (input.personId !== null && personRow(context.sql, input.personId) === undefined) {
    throw new MusterError('not_found', 'This person is no longer enrolled.')
  }
  putAssignment(context.sql, context.newId('assignment'), input)
  return null
}

export function unassignShift(context: UseCaseContext, id: string): null {
  if (!deleteAssignment(context.sql, id)) throw new MusterError('not_found', 'This assignment is no longer there.')
  return null
}

function existing({ sql }: UseCaseContext, id: string): Shift {
  const shift = shiftById(sql, id)
  if (shift === null) throw new MusterError('not_found', 'This shift is no longer there.')
  return shift
}
