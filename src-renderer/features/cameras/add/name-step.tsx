import { useTranslation } from 'react-i18next'
import { Field, TextInput, useObjectUrl } from '../../../ui'
import formStyles from '../camera-form.module.css'
import { DirectionField } from '../edit/direction-field'
import { FpsField } from '../edit/fps-field'
import type { SourceFieldsProps } from '../source/source-fields'
import type { Trial } from '../source/use-trial'
import styles from './add.module.css'

export interface NameStepProps extends Omit<SourceFieldsProps, 'hasPassword'> {
  /** The trial whose picture is shown beside the fields; null without one. */
  trial: Trial | null
  onName(name: string): void
  onId(id: string): void
  /** Why it could not be saved. */
  error: string | null
}

/** What the camera is called and what passing it means. Everything else can wait until it runs. */
export function NameStep({ trial, draft, change, onName, onId, errorOf, error }: NameStepProps) {
  const { t } = useTranslation('cameras')
  const picture = useObjectUrl(trial?.result?.works ? trial.result.jpeg : null)
  return (
    <div className={styles.naming} data-pictured={picture !== null || undefined}>
      {picture && <img className={styles.thumb} src={picture} alt="" />}
      <div className={formStyles.form}>
        <Field label={t('form.name')} error={errorOf('name')} required>
          <TextInput
            value={draft.name}
            onChange={onName}
            placeholder={t('form.namePlaceholder')}
            dir="auto"
            autoFocus
          />
        </Field>
        <Field label={t('form.id')} hint={t('form.idHint')} error={errorOf('id')} required>
          <TextInput mono value={draft.id} onChange={onId} />
        </Field>
        <DirectionField
          direction={draft.direction}
          onChange={(direction) => change((before) => ({ ...before, direction }))}
        />
        <FpsField draft={draft} change={change} errorOf={errorOf} />
        <p className={styles.hint}>{t('add.later')}</p>
        {error && (
          <p className={formStyles.failure} role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  )
}
