import {
  Cctv,
  ChartColumn,
  ClipboardList,
  MonitorPlay,
  Settings,
  UsersRound,
  Webhook,
  type LucideIcon
} from 'lucide-react'

export interface Destination {
  id: 'live' | 'attendance' | 'people' | 'cameras' | 'webhooks' | 'reports' | 'settings'
  path: string
  icon: LucideIcon
  /** Second press of the two-press hotkey `g …`. */
  letter: string
}

/** The rail from top to bottom; Alt+1 is the first. */
export const destinations: readonly Destination[] = [
  { id: 'live', path: '/live', icon: MonitorPlay, letter: 'l' },
  { id: 'attendance', path: '/attendance', icon: ClipboardList, letter: 'a' },
  { id: 'people', path: '/people', icon: UsersRound, letter: 'p' },
  { id: 'cameras', path: '/cameras', icon: Cctv, letter: 'c' },
  { id: 'webhooks', path: '/webhooks', icon: Webhook, letter: 'w' },
  { id: 'reports', path: '/reports', icon: ChartColumn, letter: 'r' },
  { id: 'settings', path: '/settings', icon: Settings, letter: 's' }
]
