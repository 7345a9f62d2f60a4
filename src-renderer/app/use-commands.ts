import {
  FileText,
  Inbox,
  Keyboard,
  Monitor,
  Moon,
  PanelLeft,
  Plus,
  ScreenShare,
  Sun,
  UserRoundPlus,
  Webhook
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useCall } from '../data/use-channel'
import { useSettingsUpdate } from '../data/use-settings-update'
import { useToast } from '../ui'
import type { Command } from './command-palette'
import { destinations } from './navigation'
import { useViewState } from './view-state'

/** Everything that the palette can do besides finding people. */
export function useCommands(onShortcuts: () => void): { all: Command[]; goTo(path: string): void } {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const toast = useToast()
  const toggleRail = useViewState((state) => state.toggleRail)
  const showError = (error: { message: string }) => toast.showError(t('saveFailed'), error)
  const settings = useSettingsUpdate({ onError: showError })
  const wall = useCall('app.openWall', { onError: showError })
  const logs = useCall('app.openLogs', { onError: showError })
  const goTo = (path: string) => void navigate(path)

  const screens = destinations.map(({ id, path, icon }) => ({
    id,
    group: t('palette.groupGo'),
    label: t('palette.go', { name: t(`nav.${id}`) }),
    icon,
    run: () => goTo(path)
  }))
  const act = (id: string, label: string, icon: Command['icon'], run: () => void): Command => ({
    id,
    group: t('palette.groupAct'),
    label,
    icon,
    run
  })
  return {
    goTo,
    all: [
      ...screens,
      act('enrol', t('palette.enrol'), UserRoundPlus, () => goTo('/people?enrol=1')),
      act('add-camera', t('palette.addCamera'), Plus, () => goTo('/cameras?add=1')),
      act('add-endpoint', t('palette.addEndpoint'), Webhook, () => goTo('/webhooks/new')),
      act('deliveries', t('palette.findDelivery'), Inbox, () => goTo('/webhooks?view=deliveries')),
      act('wall', t('palette.openWall'), ScreenShare, () => wall.mutate(undefined)),
      act('light', t('palette.themeLight'), Sun, () => settings.mutate({ theme: 'light' })),
      act('dark', t('palette.themeDark'), Moon, () => settings.mutate({ theme: 'dark' })),
      act('system', t('palette.themeSystem'), Monitor, () => settings.mutate({ theme: 'system' })),
      act('rail', t('palette.toggleRail'), PanelLeft, toggleRail),
      act('shortcuts', t('palette.shortcuts'), Keyboard, onShortcuts),
      act('logs', t('palette.openLogs'), FileText, () => logs.mutate(undefined))
    ]
  }
}
