import { useTranslation } from 'react-i18next'
import type { Person } from '../../../../contracts/domain/person'
import { dayIn, StatePill, useNow, useSiteZone } from '../../../ui'
import { standingOf, standingTones } from './standing'

/** Whether the cameras mark this person today, in words. */
export function StandingPill({ person }: { person: Pick<Person, 'status' | 'validFrom' | 'validTo'> }) {
  const { t } = useTranslation('people')
  const standing = standingOf(person, dayIn(useSiteZone(), useNow(60_000)))
  return <StatePill tone={standingTones[standing]}>{t(`status.${standing}`)}</StatePill>
}
