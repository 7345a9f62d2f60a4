import { ArrowRight, Building2, FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { SiteSettings } from '../../contracts/domain/site'
import { useCall } from '../data/use-channel'
import { useSettingsUpdate } from '../data/use-settings-update'
import { Button, Field, Select, TextInput, useToast } from '../ui'
import { BrandMark } from './brand-mark'
import { timeZoneOptions } from './time-zones'
import styles from './welcome.module.css'

/** The first screen of a new installation: an own site, or the demo. */
export function Welcome({ settings }: { settings: SiteSettings }) {
  const { t } = useTranslation('common')
  const toast = useToast()
  const [settingUp, setSettingUp] = useState(false)
  const demo = useCall('app.startDemo', { onError: (error) => toast.showError(t('welcome.demoFailed'), error) })
  return (
    <main className={styles.welcome}>
      <div className={styles.inner}>
        <BrandMark />
        <h1 className={styles.title}>{t('welcome.title')}</h1>
        <p className={styles.lead}>{t('welcome.lead')}</p>
        {settingUp ? (
          <SiteForm settings={settings} onBack={() => setSettingUp(false)} />
        ) : (
          <div className={styles.choices}>
            <button type="button" className={styles.choice} onClick={() => setSettingUp(true)} autoFocus>
              <Building2 aria-hidden />
              <span className={styles.choiceTitle}>{t('welcome.setUp')}</span>
              <span className={styles.choiceText}>{t('welcome.setUpText')}</span>
            </button>
            <button
              type="button"
              className={styles.choice}
              disabled={demo.isPending}
              aria-busy={demo.isPending || undefined}
              onClick={() => demo.mutate(undefined)}
            >
              <FlaskConical aria-hidden />
              <span className={styles.choiceTitle}>{t('welcome.demo')}</span>
              <span className={styles.choiceText}>{t('welcome.demoText')}</span>
            </button>
          </div>
        )}
      </div>
    </main>
  )
}

function SiteForm({ settings, onBack }: { settings: SiteSettings; onBack(): void }) {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const [siteName, setSiteName] = useState('')
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone || settings.timeZone)
  const [tried, setTried] = useState(false)
  const save = useSettingsUpdate()
  const missing = siteName.trim() === ''
  const error = tried && missing ? t('welcome.nameMissing') : save.error?.message
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (missing) return
        // Before saving: once it is saved the shell takes this page's place and shows whatever route there is.
        const arrived = Promise.resolve(navigate('/cameras', { replace: true }))
        void arrived.then(() => save.mutate({ siteName: siteName.trim(), timeZone, setUp: true }))
      }}
    >
      <Field label={t('welcome.siteName')} hint={t('welcome.siteNameHint')} error={error} required>
        <TextInput value={siteName} onChange={setSiteName} maxLength={120} autoFocus />
      </Field>
      <Field label={t('welcome.timeZone')} hint={t('welcome.timeZoneHint')}>
        <Select value={timeZone} onChange={setTimeZone} options={timeZoneOptions(timeZone)} />
      </Field>
      <div className={styles.buttons}>
        <Button kind="ghost" onClick={onBack}>
          {t('welcome.back')}
        </Button>
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t('welcome.continue')}
          <ArrowRight aria-hidden />
        </Button>
      </div>
    </form>
  )
}
