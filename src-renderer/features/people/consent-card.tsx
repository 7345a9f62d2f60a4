import { useTranslation } from 'react-i18next'
import type { Consent } from '../../../contracts/domain/person'
import { Button, Card, KeyValue, StatePill, Time } from '../../ui'
import { languageName } from './enrol/consent-record'
import styles from './people.module.css'

/** The record without which there are no templates. */
export function ConsentCard({ consent, onRecord }: { consent: Consent | null; onRecord: () => void }) {
  const { t } = useTranslation('people')
  return (
    <Card padded>
      {consent ? (
        <div className={styles.stack}>
          <StatePill tone="good">{t('consent.given')}</StatePill>
          <KeyValue
            compact
            entries={[
              [t('consent.at'), <Time key="at" at={consent.at} style="dateTime" />],
              [t('consent.recordedBy'), consent.recordedBy],
              [t('consent.textVersion'), consent.textVersion],
              [t('consent.language'), languageName(consent.language)]
            ]}
          />
        </div>
      ) : (
        <div className={styles.stack}>
          <StatePill tone="warning">{t('noConsent')}</StatePill>
          <p>{t('consent.missing')}</p>
          <div>
            <Button onClick={onRecord}>{t('consent.record')}</Button>
          </div>
        </div>
      )}
    </Card>
  )
}
