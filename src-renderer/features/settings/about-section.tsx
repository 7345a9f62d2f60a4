import { FileText, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AboutInfo } from '../../../contracts/status'
import { useCall, useChannel } from '../../data/use-channel'
import { Button, Card, CopyText, ErrorState, KeyValue, Section, Skeleton, useToast } from '../../ui'
import styles from './settings-screen.module.css'

/** Memory moves by itself; nothing pushes it. */
const refreshMs = 5000

export function AboutSection() {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const about = useChannel('app.about', undefined, { refetchInterval: refreshMs })
  const logs = useCall('app.openLogs', { onError: (error) => toast.showError(t('about.openFailed'), error) })
  if (about.error && !about.data) return <ErrorState error={about.error} onRetry={() => void about.refetch()} />
  if (!about.data) return <Skeleton height="240px" />
  const info = about.data
  return (
    <>
      {!info.electronSupported && (
        <div className={styles.notice} role="note">
          <TriangleAlert aria-hidden />
          <p>{t('about.unsupported', { running: info.electron, pinned: info.electronPinned })}</p>
        </div>
      )}
      <Section title={t('about.version', { version: info.version })}>
        <Card padded>
          <KeyValue
            entries={[
              [
                t('about.electron'),
                t('about.electronValue', {
                  running: info.electron,
                  pinned: info.electronPinned,
                  source: t(`about.sources.${info.electronSource}`)
                })
              ],
              [t('about.chromium'), info.chromium],
              [t('about.node'), info.node],
              [t('about.onnxruntime'), info.onnxruntime],
              [t('about.sqlite'), info.sqlite],
              [t('about.schema'), info.schemaVersion],
              [
                t('about.ffmpeg'),
                info.ffmpeg ? `${info.ffmpeg.version} · ${info.ffmpeg.path}` : t('about.ffmpegMissing')
              ]
            ]}
          />
        </Card>
      </Section>
      <Section
        title={t('about.data')}
        actions={
          <Button
            size="small"
            icon={<FileText aria-hidden />}
            busy={logs.isPending}
            onClick={() => logs.mutate(undefined)}
          >
            {t('about.openLogs')}
          </Button>
        }
      >
        <Card padded>
          <KeyValue
            entries={[
              [t('about.dataDir'), <CopyText key="dir" text={info.dataDir} />],
              [t('about.logFile'), <CopyText key="log" text={info.logFile} />],
              [t('about.keys'), t(`about.keyProviders.${info.keyProvider}`)]
            ]}
          />
        </Card>
      </Section>
      <Models models={info.models} />
      <Processes processes={info.processes} />
    </>
  )
}

function Models({ models }: { models: AboutInfo['models'] }) {
  const { t } = useTranslation('settings')
  return (
    <Section title={t('about.models')}>
      <Card padded={models.length === 0}>
        {models.length === 0 ? (
          t('about.noModels')
        ) : (
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('about.model')}</th>
                <th>{t('about.task')}</th>
                <th>{t('about.licence')}</th>
                <th>{t('about.checksum')}</th>
              </tr>
            </thead>
            <tbody>
              {models.map((model) => (
                <tr key={model.id}>
                  <td>
                    {model.id} {model.version}
                  </td>
                  <td>{model.task}</td>
                  <td>{model.licence}</td>
                  <td>
                    <CopyText text={model.sha256} short />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </Section>
  )
}

function Processes({ processes }: { processes: AboutInfo['processes'] }) {
  const { t } = useTranslation('settings')
  const megabytes = (value: number) => t('about.megabytes', { value: Math.round(value) })
  return (
    <Section title={t('about.processes')}>
      <Card>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('about.process')}</th>
              <th data-end>{t('about.pid')}</th>
              <th data-end>{t('about.memory')}</th>
            </tr>
          </thead>
          <tbody>
            {processes.map((process) => (
              <tr key={process.pid}>
                <td>{process.name}</td>
                <td data-end>{process.pid}</td>
                <td data-end>{megabytes(process.memoryMb)}</td>
              </tr>
            ))}
            <tr className={styles.sum}>
              <td colSpan={2}>{t('about.total')}</td>
              <td data-end>{megabytes(processes.reduce((sum, { memoryMb }) => sum + memoryMb, 0))}</td>
            </tr>
          </tbody>
        </table>
      </Card>
    </Section>
  )
}
