import { useTranslation } from 'react-i18next'
import { Notice, Time, TimeAgo } from '../../../ui'
import styles from './queue.module.css'
import { useForecastWords } from './use-forecast-words'
import { useQueue } from './use-queue'

/** Says that nothing can be reached, or that the backlog is going out again, and how long it will take. Nothing while all is well. */
export function LinkBanner() {
  const { t } = useTranslation('webhooks')
  const { queue, whole } = useQueue()
  const words = useForecastWords()
  const { data } = queue
  if (!data || data.link === 'up') return null
  const isRamping = data.link === 'ramping'
  return (
    <div className={styles.banner}>
      <Notice tone={isRamping ? 'info' : 'warning'} live title={t(`link.${data.link}`)}>
        <p>
          {t('link.since')} <Time at={data.linkSince} />
          {' · '}
          <strong className="tabular">{t(isRamping ? 'link.waiting' : 'link.parked', { count: whole.waiting })}</strong>
          {whole.waiting > 0 && whole.seconds !== null && <>; {words(whole)}</>}
          {data.nextProbeAt !== null && (
            <>
              {' · '}
              {t('link.probe')} <TimeAgo at={data.nextProbeAt} />
            </>
          )}
        </p>
        <p className={styles.soft}>{t(isRamping ? 'link.rampingText' : 'link.downText')}</p>
      </Notice>
    </div>
  )
}
