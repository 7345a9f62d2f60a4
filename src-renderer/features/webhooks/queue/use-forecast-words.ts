import { useTranslation } from 'react-i18next'
import { formatSpan } from '../../../ui'
import type { Forecast } from './forecast'
import { rateNumber } from './forecast'

/** "18 min at 4/s"; what is not known is said as such. */
export function useForecastWords(): (forecast: Forecast) => string {
  const { t } = useTranslation('webhooks')
  return ({ seconds, perSecond, waiting }) => {
    if (waiting === 0) return t('queue.nothing')
    if (seconds === null || perSecond === null) return t('queue.unknown')
    return t('queue.forecast', { span: formatSpan(Math.max(1, seconds) * 1000), rate: rateNumber(perSecond) })
  }
}
