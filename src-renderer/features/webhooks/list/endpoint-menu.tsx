import { Ellipsis, Inbox, Power, Send, Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Endpoint } from '../../../../contracts/domain/webhook'
import { IconButton, Menu } from '../../../ui'
import { useSwitchEndpoints } from './use-switch-endpoints'

/** What can be done with one endpoint without opening it. */
export function EndpointMenu({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const { switchAll } = useSwitchEndpoints()
  const go = (query: string) => void navigate(`/webhooks/${endpoint.id}${query}`)
  return (
    // A click in the menu is none on the row beneath.
    <span onClick={(event) => event.stopPropagation()}>
      <Menu
        trigger={<IconButton size="small" label={t('menu.open', { url: endpoint.url })} icon={<Ellipsis />} />}
        items={[
          {
            label: t('test.send'),
            icon: <Send aria-hidden />,
            disabled: !endpoint.enabled,
            onSelect: () => go('?test=1')
          },
          { label: t('menu.deliveries'), icon: <Inbox aria-hidden />, onSelect: () => go('?tab=deliveries') },
          { label: t('tab.settings'), icon: <Settings aria-hidden />, onSelect: () => go('?tab=settings') },
          {
            label: t(endpoint.enabled ? 'bulk.switchOff' : 'bulk.switchOn'),
            icon: <Power aria-hidden />,
            onSelect: () => void switchAll([endpoint], !endpoint.enabled)
          }
        ]}
      />
    </span>
  )
}
