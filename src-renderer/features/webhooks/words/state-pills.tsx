import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CirclePower,
  Clock,
  CloudOff,
  FastForward,
  LoaderCircle,
  OctagonX,
  Plug,
  RotateCw,
  TimerOff,
  TriangleAlert,
  type LucideIcon
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Attempt, Delivery, Endpoint } from '../../../../contracts/domain/webhook'
import { StatePill } from '../../../ui'
import type { DeliveryWord, EndpointWord } from './state-words'
import { attemptTones, deliveryTones, deliveryWord, endpointTones, endpointWord } from './state-words'

const endpointIcons: Record<EndpointWord, LucideIcon> = {
  active: CircleCheck,
  unused: CircleDashed,
  failing: TriangleAlert,
  off: CirclePower,
  gone: CircleAlert,
  open_circuit: Plug,
  blocked: OctagonX,
  parked: CloudOff
}

export function EndpointStatePill({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const word = endpointWord(endpoint)
  const Icon = endpointIcons[word]
  return (
    <StatePill
      tone={endpointTones[word]}
      icon={<Icon aria-hidden />}
      title={endpoint.disabledReason ?? t(`endpointStateHint.${word}`)}
    >
      {t(`endpointState.${word}`)}
    </StatePill>
  )
}

const deliveryIcons: Record<DeliveryWord, LucideIcon> = {
  waiting: Clock,
  retrying: RotateCw,
  sending: LoaderCircle,
  delivered: CircleCheck,
  dead: CircleAlert,
  cancelled: Ban,
  expired: TimerOff,
  skipped: FastForward
}

export function DeliveryStatePill({ delivery }: { delivery: Pick<Delivery, 'state' | 'attempts'> }) {
  const { t } = useTranslation('webhooks')
  const word = deliveryWord(delivery)
  const Icon = deliveryIcons[word]
  return (
    <StatePill tone={deliveryTones[word]} icon={<Icon aria-hidden />}>
      {t(`deliveryState.${word}`)}
    </StatePill>
  )
}

const outcomeIcons: Record<Attempt['outcome'], LucideIcon> = {
  open: LoaderCircle,
  success: CircleCheck,
  retry: RotateCw,
  failed: CircleAlert,
  unknown: CirclePause
}

export function OutcomePill({ outcome }: { outcome: Attempt['outcome'] }) {
  const { t } = useTranslation('webhooks')
  const Icon = outcomeIcons[outcome]
  return (
    <StatePill tone={attemptTones[outcome]} icon={<Icon aria-hidden />}>
      {t(`outcome.${outcome}`)}
    </StatePill>
  )
}
