import { useTranslation } from 'react-i18next'
import type { Attempt, Delivery, Endpoint } from '../../../contracts/domain/webhook'
import { StatePill } from '../../ui'
import { attemptTones, deliveryTones, deliveryWord, endpointState, endpointTones } from './state-words'

export function EndpointStatePill({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const state = endpointState(endpoint)
  return (
    <StatePill tone={endpointTones[state]} {...(endpoint.disabledReason ? { title: endpoint.disabledReason } : {})}>
      {t(`endpointState.${state}`)}
    </StatePill>
  )
}

export function DeliveryStatePill({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('webhooks')
  const word = deliveryWord(delivery)
  return <StatePill tone={deliveryTones[word]}>{t(`deliveryState.${word}`)}</StatePill>
}

export function OutcomePill({ outcome }: { outcome: Attempt['outcome'] }) {
  const { t } = useTranslation('webhooks')
  return <StatePill tone={attemptTones[outcome]}>{t(`outcome.${outcome}`)}</StatePill>
}
