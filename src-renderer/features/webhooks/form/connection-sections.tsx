import { useTranslation } from 'react-i18next'
import { Button, Field, Select, TextArea, TextInput } from '../../../ui'
import { withOptions } from './endpoint-draft'
import type { FormParts } from './form-parts'
import { Fold, Optional } from './form-parts'
import styles from './form.module.css'

const certificateStart = '-----BEGIN CERTIFICATE-----'
const keyStart = '-----BEGIN PRIVATE KEY-----'

/** What the receiver must prove, and what Muster shows of itself. */
export function TlsSection({ draft, change, problemAt, endpoint }: FormParts) {
  const { t } = useTranslation('webhooks')
  const { tls } = draft.input.options
  const { clientKey } = draft.input
  const set = (part: Partial<typeof tls>) =>
    change((before) => withOptions(before, { tls: { ...before.input.options.tls, ...part } }))
  const setKey = (key: string | null | undefined) =>
    change((before) => {
      const { clientKey: _before, ...input } = before.input
      return { ...before, input: key === undefined ? input : { ...input, clientKey: key } }
    })
  const summary = [
    t('form.tlsFrom', { version: tls.minVersion.slice(4) }),
    ...(tls.ca === null ? [] : [t('form.ownCa')]),
    ...(tls.certificate === null ? [] : [t('form.clientCertificate')])
  ]
  const kept = clientKey === undefined && endpoint?.hasClientKey === true
  const paths = ['options.tls.ca', 'options.tls.certificate', 'clientKey']
  return (
    <Fold title={t('form.tls')} summary={summary.join(' · ')} open={paths.some((path) => problemAt(path) !== null)}>
      <Field label={t('form.minVersion')}>
        <Select
          value={tls.minVersion}
          onChange={(minVersion) => set({ minVersion })}
          options={[
            { value: 'TLSv1.2', label: t('form.tlsFrom', { version: '1.2' }) },
            { value: 'TLSv1.3', label: t('form.tlsFrom', { version: '1.3' }) }
          ]}
        />
      </Field>
      <Optional
        checked={tls.ca !== null}
        onChange={(on) => set({ ca: on ? '' : null })}
        label={t('form.ca')}
        hint={t('form.caHint')}
      >
        <Field label={t('form.caPem')} error={problemAt('options.tls.ca')}>
          <TextArea
            className={styles.pem}
            rows={4}
            spellCheck={false}
            placeholder={certificateStart}
            value={tls.ca ?? ''}
            onChange={(ca) => set({ ca })}
          />
        </Field>
      </Optional>
      <Optional
        checked={tls.certificate !== null}
        onChange={(on) => {
          set({ certificate: on ? '' : null })
          setKey(on || !endpoint?.hasClientKey ? undefined : null)
        }}
        label={t('form.certificate')}
        hint={t('form.certificateHint')}
      >
        <Field label={t('form.certificatePem')} error={problemAt('options.tls.certificate')}>
          <TextArea
            className={styles.pem}
            rows={4}
            spellCheck={false}
            placeholder={certificateStart}
            value={tls.certificate ?? ''}
            onChange={(certificate) => set({ certificate })}
          />
        </Field>
        {kept ? (
          <div className={styles.line}>
            <span className={styles.soft}>{t('form.keyKept')}</span>
            <Button size="small" onClick={() => setKey('')}>
              {t('form.replaceKey')}
            </Button>
          </div>
        ) : (
          <Field label={t('form.clientKey')} hint={t('form.sealed')} error={problemAt('clientKey')}>
            <TextArea
              className={styles.pem}
              rows={4}
              spellCheck={false}
              placeholder={keyStart}
              value={clientKey ?? ''}
              onChange={setKey}
            />
          </Field>
        )}
      </Optional>
    </Fold>
  )
}

/** A forward proxy, which then is what Muster dials. */
export function ProxySection({ draft, change, problemAt, endpoint }: FormParts) {
  const { t } = useTranslation('webhooks')
  const { proxy } = draft.input.options
  const { proxyPassword } = draft.input
  const set = (next: typeof proxy) => change((before) => withOptions(before, { proxy: next }))
  const setPassword = (password: string) =>
    change((before) => ({ ...before, input: { ...before.input, proxyPassword: password } }))
  const kept = proxyPassword === undefined && endpoint?.hasProxyPassword === true
  const problem = problemAt('options.proxy.url')
  return (
    <Fold title={t('form.proxy')} summary={proxy?.url ?? t('form.noProxy')} open={problem !== null}>
      <Optional
        checked={proxy !== null}
        onChange={(on) => {
          set(on ? { url: '', username: '' } : null)
          if (!on && endpoint?.hasProxyPassword) setPassword('')
        }}
        label={t('form.useProxy')}
        hint={t('form.useProxyHint')}
      >
        <Field label={t('form.proxyUrl')} error={problem}>
          <TextInput
            mono
            type="url"
            placeholder="http://proxy.lan:3128"
            value={proxy?.url ?? ''}
            onChange={(url) => set({ username: proxy?.username ?? '', url })}
          />
        </Field>
        <div className={styles.two}>
          <Field label={t('form.proxyUser')}>
            <TextInput
              value={proxy?.username ?? ''}
              onChange={(username) => set({ url: proxy?.url ?? '', username })}
              maxLength={256}
            />
          </Field>
          <Field label={t('form.proxyPassword')} hint={t('form.sealed')}>
            <TextInput
              type="password"
              autoComplete="new-password"
              value={proxyPassword ?? ''}
              placeholder={kept ? t('form.keptValue') : ''}
              onChange={setPassword}
              maxLength={256}
            />
          </Field>
        </div>
      </Optional>
    </Fold>
  )
}
