import { FileVideo, Link, Network, Usb, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AddressFields, FileFields, type SourceFieldsProps } from '../source/source-fields'
import styles from './add.module.css'
import { NetworkSearch } from './network-search'
import { UsbSearch } from './usb-search'
import type { NetworkChoice } from './use-network-choice'

const ways = ['network', 'usb', 'address', 'file'] as const
export type Way = (typeof ways)[number]

const icons: Record<Way, LucideIcon> = { network: Network, usb: Usb, address: Link, file: FileVideo }

export interface FindStepProps extends Omit<SourceFieldsProps, 'hasPassword'> {
  way: Way
  onWay(way: Way): void
  network: NetworkChoice
}

/** Where the camera is: each way to it with what is needed there. */
export function FindStep({ way, onWay, network, ...source }: FindStepProps) {
  const { t } = useTranslation('cameras')
  const fields = { ...source, hasPassword: false }
  const panels: Record<Way, ReactNode> = {
    network: <NetworkSearch network={network} {...fields} />,
    usb: <UsbSearch {...fields} />,
    address: <AddressFields {...fields} />,
    file: <FileFields {...fields} />
  }
  return (
    <div className={styles.find}>
      <div className={styles.ways} role="radiogroup" aria-label={t('add.where')}>
        {ways.map((one) => {
          const Icon = icons[one]
          return (
            <label key={one} className={styles.way}>
              <input
                type="radio"
                name="way"
                className="visually-hidden"
                checked={way === one}
                onChange={() => onWay(one)}
                aria-describedby={`way-${one}`}
                aria-label={t(`add.way.${one}`)}
              />
              <Icon aria-hidden />
              <span>
                <span className={styles.wayName}>{t(`add.way.${one}`)}</span>
                <span id={`way-${one}`} className={styles.wayHint}>
                  {t(`add.wayHint.${one}`)}
                </span>
              </span>
            </label>
          )
        })}
      </div>
      <section className={styles.panel} aria-label={t(`add.way.${way}`)}>
        {panels[way]}
      </section>
    </div>
  )
}
