import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import type { Mark } from '../../../contracts/domain/attendance'
import type { Column } from '../../ui'
import { Avatar, Time } from '../../ui'
import styles from './attendance.module.css'
import { DirectionLabel } from './direction-label'
import { EndedWords } from './ended-words'
import { formatDelay, formatScore, lateAfterMs } from './measures'

const struckIf = (ended: boolean, inside: ReactNode): ReactNode =>
  ended ? <s className={styles.struck}>{inside}</s> : inside

export const markColumns = (t: TFunction<'attendance'>): Column<Mark>[] => [
  {
    id: 'person',
    header: t('column.person'),
    meta: { width: 'minmax(190px, 2.4fr)' },
    cell: ({ row: { original: mark } }) => (
      <span className={styles.person}>
        <Avatar name={mark.personName || '–'} cropId={mark.cropId} size="small" />
        <span className={styles.names}>
          <span className={styles.name} dir="auto" title={mark.personName}>
            {mark.personName || t('erased')}
          </span>
          {mark.externalId && <span className={styles.number}>{mark.externalId}</span>}
        </span>
      </span>
    )
  },
  {
    id: 'direction',
    header: t('column.direction'),
    meta: { width: '84px' },
    cell: ({ row: { original: mark } }) => struckIf(mark.ended !== null, <DirectionLabel direction={mark.direction} />)
  },
  {
    id: 'captured',
    header: t('column.captured'),
    meta: { width: '92px' },
    cell: ({ row: { original: mark } }) => struckIf(mark.ended !== null, <Time at={mark.capturedAt} style="time" />)
  },
  {
    id: 'camera',
    header: t('column.camera'),
    meta: { width: 'minmax(110px, 1.8fr)' },
    cell: ({ row: { original: mark } }) =>
      mark.ended ? (
        <EndedWords ended={mark.ended} />
      ) : mark.source === 'manual' ? (
        <span className={styles.soft}>{t('source.manual')}</span>
      ) : (
        <span title={mark.cameraName}>{mark.cameraName}</span>
      )
  },
  {
    id: 'delay',
    header: t('column.delay'),
    meta: { width: '110px', align: 'end' },
    cell: ({ row: { original: mark } }) => {
      // What was entered by hand was never awaited.
      if (mark.source === 'manual') return <span className={styles.soft}>–</span>
      const delay = mark.recordedAt - mark.capturedAt
      return <span className={delay > lateAfterMs ? styles.late : styles.soft}>{formatDelay(delay)}</span>
    }
  },
  {
    id: 'score',
    header: t('column.score'),
    meta: { width: '64px', align: 'end' },
    cell: ({ row }) => formatScore(row.original.score)
  },
  {
    id: 'liveness',
    header: t('column.liveness'),
    meta: { width: '76px', align: 'end' },
    cell: ({ row }) => formatScore(row.original.livenessScore)
  }
]
