import { FolderOpen, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCall } from '../../../data/use-channel'
import { Button, Checkbox, Field, IconButton, SegmentedControl, TextInput, useToast } from '../../../ui'
import { withAddress, type CameraDraft, type DraftField } from '../camera-draft'
import styles from '../camera-form.module.css'
import { UsbFields } from './usb-fields'

export interface SourceFieldsProps {
  draft: CameraDraft
  change(update: (before: CameraDraft) => CameraDraft): void
  errorOf(field: DraftField): string | null
  /** A password is stored, which this window never sees. */
  hasPassword: boolean
}

/** Where the pictures come from, for whichever kind is chosen. */
export function SourceFields(props: SourceFieldsProps) {
  if (props.draft.kind === 'file') return <FileFields {...props} />
  if (props.draft.kind === 'usb') return <UsbFields {...props} />
  return <AddressFields {...props} />
}

/** Address and login of an RTSP or MJPEG camera; which of the two it is follows from the address. */
export function AddressFields(props: SourceFieldsProps) {
  const { draft, change, errorOf } = props
  const { t } = useTranslation(['cameras', 'common'])
  return (
    <>
      <Field
        label={t('form.url')}
        hint={t(draft.kind === 'mjpeg' ? 'form.urlMjpeg' : 'form.urlHint')}
        error={errorOf('url')}
        required
      >
        <TextInput
          mono
          value={draft.url}
          onChange={(url) => change((before) => withAddress(before, url))}
          placeholder="rtsp://192.168.1.20:554/stream1"
          inputMode="url"
        />
      </Field>
      <LoginFields {...props} />
      {draft.kind === 'rtsp' && <TransportChoice {...props} />}
    </>
  )
}

export function LoginFields({
  draft,
  change,
  errorOf,
  hasPassword,
  autoFocus = false
}: SourceFieldsProps & { autoFocus?: boolean }) {
  const { t } = useTranslation('cameras')
  const kept = hasPassword && draft.password === undefined
  return (
    <div className={styles.pair}>
      <Field label={t('form.username')} error={errorOf('username')}>
        <TextInput
          value={draft.username}
          onChange={(username) => change((before) => ({ ...before, username }))}
          autoFocus={autoFocus && draft.username === ''}
        />
      </Field>
      <Field
        label={t('form.password')}
        hint={hasPassword && draft.password === '' ? t('form.passwordGoes') : undefined}
        error={errorOf('password')}
      >
        <TextInput
          type="password"
          autoComplete="new-password"
          autoFocus={autoFocus && draft.username !== ''}
          value={draft.password ?? ''}
          placeholder={kept ? t('form.passwordKept') : ''}
          onChange={(password) => change((before) => ({ ...before, password }))}
          trailing={
            kept && (
              <IconButton
                label={t('form.passwordForget')}
                icon={<X />}
                onClick={() => change((before) => ({ ...before, password: '' }))}
              />
            )
          }
        />
      </Field>
    </div>
  )
}

function TransportChoice({ draft, change }: SourceFieldsProps) {
  const { t } = useTranslation('cameras')
  return (
    <div className={styles.inline}>
      <span className={styles.inlineLabel}>{t('form.transport')}</span>
      <SegmentedControl
        label={t('form.transport')}
        value={draft.transport}
        onChange={(transport) => change((before) => ({ ...before, transport }))}
        segments={[
          { value: 'tcp', label: 'TCP' },
          { value: 'udp', label: 'UDP' }
        ]}
      />
    </div>
  )
}

export function FileFields({ draft, change, errorOf }: SourceFieldsProps) {
  const { t } = useTranslation(['cameras', 'common'])
  const toast = useToast()
  const choose = useCall('cameras.chooseFile', {
    onSuccess: (path) => path && change((before) => ({ ...before, path })),
    onError: (error) => toast.showError(t('common:loadFailed'), error)
  })
  return (
    <>
      <Field label={t('form.path')} error={errorOf('path')} required>
        <TextInput
          mono
          value={draft.path}
          onChange={(path) => change((before) => ({ ...before, path }))}
          trailing={
            <Button icon={<FolderOpen aria-hidden />} busy={choose.isPending} onClick={() => choose.mutate(undefined)}>
              {t('form.choose')}
            </Button>
          }
        />
      </Field>
      <Checkbox
        checked={draft.loop}
        onChange={(loop) => change((before) => ({ ...before, loop }))}
        label={t('form.loop')}
        hint={t('form.loopHint')}
      />
    </>
  )
}
