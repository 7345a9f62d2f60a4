import { Cpu, Film, Info, SlidersHorizontal, Timer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { NavLink, useParams } from 'react-router'
import { useChannel } from '../../data/use-channel'
import { ErrorState, Page, PageHeader } from '../../ui'
import { AboutSection } from './about-section'
import { AttendanceSection } from './attendance-section'
import { DecoderSection } from './decoder-section'
import { GeneralSection } from './general-section'
import { RecognitionSection } from './recognition-section'
import styles from './settings-screen.module.css'

const sections = [
  { id: 'general', icon: SlidersHorizontal },
  { id: 'recognition', icon: Cpu },
  { id: 'decoder', icon: Film },
  { id: 'attendance', icon: Timer },
  { id: 'about', icon: Info }
] as const

export function SettingsScreen() {
  const { t } = useTranslation('settings')
  const { section } = useParams()
  const settings = useChannel('settings.get')
  return (
    <Page>
      <PageHeader title={t('title')} />
      <div className={styles.columns}>
        <nav className={styles.nav} aria-label={t('sections')}>
          {sections.map(({ id, icon: Icon }) => (
            <NavLink key={id} to={`/settings/${id}`} className={styles.link} replace>
              <Icon aria-hidden />
              {t(`${id}.title`)}
            </NavLink>
          ))}
        </nav>
        <div className={styles.content}>
          {settings.error && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
          {settings.data && section === 'recognition' && <RecognitionSection settings={settings.data} />}
          {settings.data && section === 'decoder' && <DecoderSection settings={settings.data} />}
          {settings.data && section === 'attendance' && <AttendanceSection settings={settings.data} />}
          {section === 'about' && <AboutSection />}
          {settings.data && !['recognition', 'decoder', 'attendance', 'about'].includes(section ?? '') && (
            <GeneralSection settings={settings.data} />
          )}
        </div>
      </div>
    </Page>
  )
}
