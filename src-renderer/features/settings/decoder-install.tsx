import { useTranslation } from 'react-i18next'
import { useClient } from '../../data/client-context'
import { Card, CodeBlock, Section } from '../../ui'
import styles from './settings-screen.module.css'

/** How ffmpeg comes onto each system, by the system's own means. */
const commands = {
  linux: 'sudo apt install ffmpeg',
  win32: 'winget install --id Gyan.FFmpeg',
  darwin: 'brew install ffmpeg'
} as const
type System = keyof typeof commands
const systems = Object.keys(commands) as System[]

/** Says how to install the decoder on this computer. */
export function DecoderInstall() {
  const { t } = useTranslation('settings')
  const { platform } = useClient()
  const own = systems.filter((system) => system === platform)
  return (
    <Section title={t('decoder.install')}>
      <Card padded>
        <ol className={styles.steps}>
          {(own.length > 0 ? own : systems).map((system) => (
            <li key={system}>
              <p>{t(`decoder.installOn.${system}`)}</p>
              <CodeBlock text={commands[system]} label={t(`decoder.installOn.${system}`)} />
            </li>
          ))}
          <li>
            <p>{t('decoder.installThen')}</p>
          </li>
        </ol>
      </Card>
    </Section>
  )
}
