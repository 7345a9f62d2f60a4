import { ScanFace } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { RecordedSighting } from '../../../contracts/domain/attendance'
import { useChannel } from '../../data/use-channel'
import { CropImage, EmptyState, ErrorState, SegmentedControl, Skeleton, StatePill, Time } from '../../ui'
import { collapseRepeats } from './collapse-repeats'
import styles from './sighting-feed.module.css'
import { sightingWords } from './sighting-words'

const feedLength = 60

type Filter = 'all' | 'recorded' | 'refused'

const passes: Record<Filter, (sighting: RecordedSighting) => boolean> = {
  all: () => true,
  recorded: ({ decision }) => decision === 'marked',
  refused: ({ decision }) => decision !== 'marked' && decision !== 'cooldown'
}

/** Who was seen last and what came of it, newest first. */
export function SightingFeed() {
  const { t } = useTranslation('live')
  const [filter, setFilter] = useState<Filter>('all')
  const feed = useChannel('sightings.recent', { limit: feedLength })
  const rows = useMemo(() => collapseRepeats(feed.data?.filter(passes[filter]) ?? []), [feed.data, filter])
  return (
    <aside className={styles.feed} aria-label={t('feed.title')}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('feed.title')}</h2>
        <SegmentedControl
          size="small"
          label={t('feed.filter')}
          value={filter}
          onChange={setFilter}
          segments={[
            { value: 'all', label: t('feed.all') },
            { value: 'recorded', label: t('feed.recorded') },
            { value: 'refused', label: t('feed.refused') }
          ]}
        />
      </header>
      <div className={styles.list} tabIndex={0} role="group" aria-label={t('feed.title')}>
        {feed.error && <ErrorState error={feed.error} onRetry={() => void feed.refetch()} />}
        {feed.isPending && <FeedSkeleton />}
        {feed.data && rows.length === 0 && (
          <EmptyState icon={<ScanFace />} title={t('feed.empty')}>
            {filter === 'all' ? t('feed.emptyText') : t('feed.emptyFilter', { count: feedLength })}
          </EmptyState>
        )}
        <ol>
          {rows.map(({ sighting, times }) => (
            <li key={sighting.id}>
              <SightingRow sighting={sighting} times={times} />
            </li>
          ))}
        </ol>
      </div>
    </aside>
  )
}

function SightingRow({ sighting, times }: { sighting: RecordedSighting; times: number }) {
  const { t } = useTranslation('live')
  const words = sightingWords(sighting)
  const content = (
    <>
      <CropImage cropId={sighting.cropId} alt={t('feed.face', { camera: sighting.cameraName })} />
      <span className={styles.words}>
        <span className={styles.line}>
          <span className={styles.name} dir="auto" data-unknown={sighting.personName === null || undefined}>
            {sighting.personName ?? t('feed.unknownPerson')}
          </span>
          <Time at={sighting.capturedAt} />
        </span>
        <span className={styles.line}>
          <span className={styles.camera} dir="auto">
            {sighting.cameraName}
          </span>
          {times > 1 && (
            <span className={styles.times} title={t('feed.timesHint', { count: times })}>
              {t('feed.times', { count: times })}
            </span>
          )}
          <StatePill tone={words.tone}>{t(`decision.${words.decision}`)}</StatePill>
        </span>
        <span className={styles.reason}>{t(`reason.${words.reason}`, words.values)}</span>
      </span>
    </>
  )
  return sighting.personId && sighting.personName ? (
    <Link className={styles.row} to={`/people/${sighting.personId}`}>
      {content}
    </Link>
  ) : (
    <div className={styles.row}>{content}</div>
  )
}

function FeedSkeleton() {
  return Array.from({ length: 6 }, (_, index) => (
    <div key={index} className={styles.row}>
      <Skeleton width="40px" height="40px" />
      <span className={styles.words}>
        <Skeleton width="60%" />
        <Skeleton width="80%" height="12px" />
      </span>
    </div>
  ))
}
