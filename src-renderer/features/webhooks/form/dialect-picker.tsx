import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialectInfo } from '../../../../contracts/domain/webhook'
import type { FormParts } from './form-parts'
import { withDialect } from './endpoint-draft'
import styles from './form.module.css'

/** Which language the receiver understands, each with what it is for and where its signature stands. */
export function DialectPicker({ draft, change, dialect, dialects }: FormParts & { dialects: DialectInfo[] }) {
  const { t } = useTranslation('webhooks')
  const name = useId()
  return (
    <div className={styles.dialects} role="radiogroup" aria-label={t('form.dialect')}>
      {dialects.map((one) => (
        <label key={one.name} className={styles.dialect}>
          <input
            type="radio"
            name={name}
            className="visually-hidden"
            checked={draft.input.dialect === one.name}
            onChange={() => change((before) => withDialect(before, one, dialect))}
          />
          <span className={styles.dialectName}>{t(`dialect.${one.name}`)}</span>
          <span className={styles.hint}>{t(`dialectHint.${one.name}`)}</span>
          <code className={styles.dialectHeader}>{one.signatureHeader ?? 'webhook-signature'}</code>
        </label>
      ))}
    </div>
  )
}
