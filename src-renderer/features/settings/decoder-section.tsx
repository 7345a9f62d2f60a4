import { FolderOpen, RotateCcw, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DecoderInfo } from '../../../contracts/cameras'
import type { SiteSettings } from '../../../contracts/domain/site'
import { useCall, useChannel } from '../../data/use-channel'
import { Badge, Button, Card, CopyText, Dialog, ErrorState, KeyValue, Section, Skeleton, useToast } from '../../ui'
import { DecoderInstall } from './decoder-install'
import styles from './settings-screen.module.css'
import { useSave } from './use-save'

/** The ffmpeg that reads cameras: which it is, what it can do, and how to have another. */
export function DecoderSection({ settings }: { settings: SiteSettings }) {
  const { t } = useTranslation('settings')
  const toast = useToast()
  const { save } = useSave()
  const [offered, setOffered] = useState<DecoderInfo | null>(null)
  const decoder = useChannel('cameras.decoder')
  const choose = useCall('cameras.chooseDecoder', {
    onSuccess: setOffered,
    onError: (error) => toast.showError(t('decoder.notOne'), error)
  })
  const chosenPath = settings.capture.ffmpegPath
  const take = (ffmpegPath: string | null) => {
    setOffered(null)
    save({ capture: { ffmpegPath } })
  }
  const buttons = (
    <>
      {chosenPath !== null && (
        <Button size="small" icon={<RotateCcw aria-hidden />} onClick={() => take(null)}>
          {t('decoder.automatic')}
        </Button>
      )}
      <Button
        size="small"
        icon={<FolderOpen aria-hidden />}
        busy={choose.isPending}
        onClick={() => choose.mutate(undefined)}
      >
        {t('decoder.choose')}
      </Button>
    </>
  )
  return (
    <>
      <Section title={t('decoder.heading')} description={t('decoder.lead')} actions={buttons}>
        {decoder.error && <ErrorState error={decoder.error} onRetry={() => void decoder.refetch()} />}
        {decoder.isPending && <Skeleton height="220px" />}
        {decoder.data && (
          <Card padded>
            <DecoderFacts info={decoder.data} />
          </Card>
        )}
        {decoder.data === null && (
          <div className={styles.notice} role="note">
            <TriangleAlert aria-hidden />
            <p>{chosenPath === null ? t('decoder.missing') : t('decoder.chosenMissing', { path: chosenPath })}</p>
          </div>
        )}
        {decoder.data?.hostNames === false && (
          <div className={styles.notice} role="note">
            <TriangleAlert aria-hidden />
            <p>{t('decoder.noHostNames')}</p>
          </div>
        )}
      </Section>
      {(decoder.data === null || decoder.data?.hostNames === false) && <DecoderInstall />}
      {offered && (
        <Dialog
          open
          onOpenChange={(open) => !open && setOffered(null)}
          title={t('decoder.offer')}
          description={t('decoder.offerText')}
          onSubmit={() => take(offered.path)}
          footer={
            <>
              <Button onClick={() => setOffered(null)}>{t('decoder.keep')}</Button>
              <Button kind="primary" type="submit">
                {t('decoder.use')}
              </Button>
            </>
          }
        >
          <DecoderFacts info={offered} />
        </Dialog>
      )}
    </>
  )
}

function DecoderFacts({ info }: { info: DecoderInfo }) {
  const { t } = useTranslation('settings')
  const { path, version, licence, origin, hardware, hostNames } = info
  return (
    <KeyValue
      entries={[
        [t('decoder.path'), <CopyText key="path" text={path} />],
        [t('decoder.version'), version],
        [t('decoder.licence'), licence || t('decoder.licenceUnknown')],
        [t('decoder.origin'), t(`decoder.origins.${origin}`)],
        [
          t('decoder.hardware'),
          hardware.length === 0 ? (
            t('decoder.noHardware')
          ) : (
            <span key="hardware" className={styles.words}>
              <span className={styles.badges}>
                {hardware.map((method) => (
                  <Badge key={method}>{method}</Badge>
                ))}
              </span>
              <span className={styles.small}>{t('decoder.hardwareHint')}</span>
            </span>
          )
        ],
        [t('decoder.hostNames'), t(hostNames ? 'decoder.hostNamesYes' : 'decoder.hostNamesNo')]
      ]}
    />
  )
}
