import { RefreshCw, Usb } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useChannel } from '../../../data/use-channel'
import { Button, Skeleton } from '../../../ui'
import type { SourceFieldsProps } from '../source/source-fields'
import { recommendedFormat } from '../source/stream-choice'
import { streamInWords } from '../source/stream-words'
import styles from './add.module.css'

/** The cameras that are plugged in, looked for at once. */
export function UsbSearch({ draft, change }: SourceFieldsProps) {
  const { t } = useTranslation(['cameras', 'common'])
  const found = useChannel('cameras.findUsb')
  const cameras = found.data ?? []
  return (
    <>
      <div className={styles.searchHead}>
        <p className={styles.lead}>{t('usb.lead')}</p>
        <Button
          size="small"
          icon={<RefreshCw aria-hidden />}
          busy={found.isFetching}
          onClick={() => void found.refetch()}
        >
          {t('usb.again')}
        </Button>
      </div>
      {found.isPending && <Skeleton height="52px" />}
      {found.error && (
        <p role="alert" className={styles.failure}>
          {found.error.message}
        </p>
      )}
      {found.data && cameras.length === 0 && (
        <p className={styles.nothing} role="status">
          <Usb aria-hidden />
          {t('usb.none')}
        </p>
      )}
      {cameras.length > 0 && (
        <div className={styles.choices} role="radiogroup" aria-label={t('add.way.usb')}>
          {cameras.map(({ device, name, formats }) => {
            const format = recommendedFormat(formats)
            return (
              <label key={device} className={styles.choice}>
                <input
                  type="radio"
                  name="usb"
                  className="visually-hidden"
                  checked={draft.device === device}
                  onChange={() =>
                    change((before) => ({ ...before, device, format, name: before.name || name.slice(0, 120) }))
                  }
                />
                <span className={styles.dot} aria-hidden />
                <span className={styles.choiceWords}>
                  <span className={styles.choiceName} dir="auto">
                    {name}
                  </span>
                  <span className={styles.choiceFacts}>
                    {[device, format && streamInWords(format)].filter(Boolean).join(' · ')}
                  </span>
                </span>
              </label>
            )
          })}
        </div>
      )}
    </>
  )
}
