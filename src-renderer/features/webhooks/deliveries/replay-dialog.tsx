import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryFilter, DeliveryState } from '../../../../contracts/domain/webhook'
import { useCall, useChannel } from '../../../data/use-channel'
import {
  Button,
  Checkbox,
  Dialog,
  Field,
  Notice,
  SegmentedControl,
  Skeleton,
  TextInput,
  useSiteZone,
  useToast
} from '../../../ui'
import { endedStates } from '../words/state-words'
import { epochToLocal, localToEpoch } from './delivery-filters'
import styles from './deliveries.module.css'

type Scope = 'filtered' | 'since'

/** Sends again what ended: what the log shows, or all since a time. Says how many before anything is queued. */
export function ReplayDialog({ base, onClose }: { base: DeliveryFilter; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const zone = useSiteZone()
  const toast = useToast()
  const [scope, setScope] = useState<Scope>('filtered')
  const [since, setSince] = useState(() => epochToLocal(Date.now() - 3_600_000, zone))
  const [asNew, setAsNew] = useState(false)
  const [states, setStates] = useState<DeliveryState[]>(() => {
    const asked = base.states.filter((state) => endedStates.includes(state))
    return asked.length > 0 ? asked : ['dead']
  })
  const from = localToEpoch(since, zone)
  const filter: DeliveryFilter =
    scope === 'filtered'
      ? { ...base, states }
      : { endpointId: base.endpointId ?? null, from, to: null, states, eventTypes: [], personId: null, search: '' }
  const isGood = states.length > 0 && (scope === 'filtered' || from !== null)
  const count = useChannel('deliveries.countReplay', filter, { enabled: isGood, staleTime: 0 })
  const replay = useCall('deliveries.replay', {
    onSuccess: ({ queued }) => {
      toast.show({ title: t('retry.queued', { count: queued }) })
      onClose()
    }
  })
  const deliveries = isGood ? (count.data?.deliveries ?? null) : 0
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('replay.title')}
      description={t('replay.text')}
      onSubmit={() => deliveries && replay.mutate({ filter, asNew })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" busy={replay.isPending} disabled={!deliveries}>
            {deliveries === null ? t('replay.confirmUnknown') : t('replay.confirm', { count: deliveries })}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <SegmentedControl<Scope>
          label={t('replay.scope')}
          value={scope}
          onChange={setScope}
          segments={[
            { value: 'filtered', label: t('replay.filtered') },
            { value: 'since', label: t('replay.since') }
          ]}
        />
        {scope === 'since' ? (
          <Field label={t('replay.sinceTime')} hint={t(base.endpointId ? 'replay.sinceOne' : 'replay.sinceAll')}>
            <TextInput
              type="datetime-local"
              className={styles.when}
              value={since}
              onChange={(next) => setSince(next.slice(0, 16))}
            />
          </Field>
        ) : (
          <p className={styles.hint}>{t('replay.filteredHint')}</p>
        )}
        <div className={styles.stack} role="group" aria-label={t('replay.states')}>
          <span className={styles.label}>{t('replay.states')}</span>
          <div className={styles.states}>
            {endedStates.map((state) => (
              <Checkbox
                key={state}
                label={t(`stateFilter.${state}`)}
                checked={states.includes(state)}
                onChange={(on) => setStates(endedStates.filter((one) => (one === state ? on : states.includes(one))))}
              />
            ))}
          </div>
        </div>
        <Checkbox checked={asNew} onChange={setAsNew} label={t('replay.asNew')} hint={t('replay.asNewHint')} />
        {count.isPending && isGood ? (
          <Skeleton height="44px" />
        ) : (
          <Notice tone={deliveries ? 'info' : 'warning'} live title={t('replay.count', { count: deliveries ?? 0 })}>
            {(count.data?.pruned ?? 0) > 0 && t('replay.pruned', { count: count.data?.pruned ?? 0 })}
          </Notice>
        )}
        {(count.error ?? replay.error) && (
          <p className={styles.problem} role="alert">
            {(count.error ?? replay.error)?.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}
