import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton, StatePill } from '../../../ui'
import styles from './enrol.module.css'

/** Where a picture came from, and whether somebody must still say which face is meant. */
export function ShotHead(props: { source: string; faces: number; pick: boolean; onRemove: () => void }) {
  const { t } = useTranslation('people')
  return (
    <header className={styles.shotHead}>
      <span className={styles.shotSource} title={props.source}>
        {props.source}
      </span>
      {props.faces > 1 && <span className={styles.hint}>{t('capture.faces', { count: props.faces })}</span>}
      {props.pick && <StatePill tone="warning">{t('capture.pick')}</StatePill>}
      <span className={styles.shotEnd}>
        <IconButton
          size="small"
          label={t('capture.discard', { source: props.source })}
          icon={<X />}
          onClick={props.onRemove}
        />
      </span>
    </header>
  )
}
