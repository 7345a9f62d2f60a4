import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { PackState } from '../../../contracts/packs'
import { usePages } from '../../data/use-channel'
import { Button, Dialog, Meter } from '../../ui'
import styles from './models-section.module.css'

/** How many people a pack can recognise, how far the making of their templates has come, and who must be enrolled again. */
export function PackProgress({ state }: { state: PackState }) {
  const { t } = useTranslation('settings')
  const [listing, setListing] = useState(false)
  const { coverage, job } = state
  if (coverage === null || coverage.people === 0) return null
  const { people, ready, references, embedded, failed } = coverage
  const settled = embedded + failed >= references
  return (
    <div className={styles.block}>
      {job && (
        <Meter
          value={job.done}
          max={Math.max(1, job.total)}
          label={t(`packs.job.${job.state}`)}
          text={t('packs.jobValue', { done: job.done, total: job.total })}
          tone={job.state === 'stuck' ? 'bad' : job.state === 'paused' ? 'neutral' : 'accent'}
        />
      )}
      {job?.detail && <p className={styles.soft}>{job.detail}</p>}
      <p>
        {t('packs.ready', { ready, count: people })}
        {settled && ready < people && (
          <>
            {' '}
            {t('packs.again', { count: people - ready })}{' '}
            <Button size="small" kind="ghost" onClick={() => setListing(true)}>
              {t('packs.who')}
            </Button>
          </>
        )}
      </p>
      {listing && <MissingPeople pack={state.pack} onClose={() => setListing(false)} />}
    </div>
  )
}

function MissingPeople({ pack, onClose }: { pack: string | null; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const people = usePages('packs.missing', { pack, limit: 100 })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('packs.missingTitle')}
      description={t('packs.missingLead')}
      footer={<Button onClick={onClose}>{t('packs.close')}</Button>}
    >
      <ul className={styles.people}>
        {people.rows.map(({ personId, name }) => (
          <li key={personId}>
            <Link to={`/people/${personId}`} dir="auto">
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {people.hasMore && (
        <Button size="small" busy={people.loadingMore} onClick={() => people.loadMore()}>
          {t('packs.more')}
        </Button>
      )}
    </Dialog>
  )
}
