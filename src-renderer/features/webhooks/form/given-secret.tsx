import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, IconButton, SegmentedControl, TextInput } from '../../../ui'
import styles from './form.module.css'

/** Shorter than this is accepted and warned of. */
const safeLength = 32

/** Who makes the signing secret: Muster, or the operator, whose receiver has one already. Null is Muster. */
export function GivenSecret({
  secret,
  onChange,
  problem
}: {
  secret: string | null
  onChange: (secret: string | null) => void
  problem: string | null
}) {
  const { t } = useTranslation('webhooks')
  const [shown, setShown] = useState(false)
  const isWeak = secret !== null && problem === null && secret.length >= 8 && secret.length < safeLength
  return (
    <div className={styles.stack}>
      <SegmentedControl
        label={t('secret.label')}
        value={secret === null ? 'made' : 'given'}
        onChange={(how) => onChange(how === 'made' ? null : '')}
        segments={[
          { value: 'made', label: t('secret.made') },
          { value: 'given', label: t('secret.given') }
        ]}
      />
      {secret === null ? (
        <p className={styles.hint}>{t('secret.madeHint')}</p>
      ) : (
        <Field label={t('secret.label')} hint={t('secret.givenHint')} error={problem} required>
          <TextInput
            mono
            type={shown ? 'text' : 'password'}
            autoComplete="new-password"
            value={secret}
            onChange={onChange}
            maxLength={256}
            trailing={
              <IconButton
                size="small"
                label={t(shown ? 'secret.hide' : 'secret.show')}
                icon={shown ? <EyeOff /> : <Eye />}
                onClick={() => setShown(!shown)}
              />
            }
          />
        </Field>
      )}
      {isWeak && (
        <p className={styles.weak} role="status">
          {t('secret.weak', { count: secret.length })}
        </p>
      )}
    </div>
  )
}
