import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { EndpointInput } from '../../../../contracts/domain/webhook'
import { Button, Field, IconButton, TextInput } from '../../../ui'
import type { FormParts } from './form-parts'
import { Fold } from './form-parts'
import styles from './form.module.css'

type Header = EndpointInput['headers'][number]

/** Headers of the operator's own. A stored value is never shown again: it stays until another is typed over it. */
export function HeadersSection({ draft, change, problemAt, endpoint }: FormParts) {
  const { t } = useTranslation('webhooks')
  const { headers } = draft.input
  const setAll = (next: Header[]) => change((before) => ({ ...before, input: { ...before.input, headers: next } }))
  const set = (at: number, part: Partial<Header>) =>
    setAll(headers.map((header, index) => (index === at ? { ...header, ...part } : header)))
  const isKept = ({ name, value }: Header) =>
    value === undefined && (endpoint?.headers ?? []).some((stored) => stored.name === name)
  const wrong = headers.some((_, at) => problemAt(`headers.${at}.name`) ?? problemAt(`headers.${at}.value`))
  const twice = problemAt('headers')
  return (
    <Fold
      title={t('form.headers')}
      summary={t('form.headersSummary', { count: headers.length })}
      open={wrong || twice !== null}
    >
      <p className={styles.hint}>{t('form.headersHint')}</p>
      {headers.length > 0 && (
        <ul className={styles.stack}>
          {headers.map((header, at) => (
            // Rows have nothing of their own that stays: names change as they are typed.
            <li key={at} className={styles.headerRow}>
              <Field label={t('form.headerName')} error={problemAt(`headers.${at}.name`)}>
                <TextInput
                  mono
                  value={header.name}
                  disabled={isKept(header)}
                  onChange={(name) => set(at, { name })}
                  maxLength={100}
                  placeholder="X-Site"
                />
              </Field>
              <Field label={t('form.headerValue')} error={problemAt(`headers.${at}.value`)}>
                <TextInput
                  mono
                  value={header.value ?? ''}
                  onChange={(value) => set(at, { value })}
                  maxLength={4096}
                  placeholder={isKept(header) ? t('form.keptValue') : ''}
                />
              </Field>
              <IconButton
                label={t('form.removeHeader', { name: header.name || String(at + 1) })}
                icon={<X />}
                onClick={() => setAll(headers.filter((_, index) => index !== at))}
              />
            </li>
          ))}
        </ul>
      )}
      {twice && (
        <p className={styles.problem} role="alert">
          {twice}
        </p>
      )}
      <div>
        <Button
          size="small"
          icon={<Plus />}
          disabled={headers.length >= 32}
          onClick={() => setAll([...headers, { name: '', value: '' }])}
        >
          {t('form.addHeader')}
        </Button>
      </div>
    </Fold>
  )
}
