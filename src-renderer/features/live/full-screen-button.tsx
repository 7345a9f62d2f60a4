import { Maximize, Minimize } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui'
import type { useFullScreen } from './use-full-screen'

/** Gives the pictures the whole screen, and takes it back. */
export function FullScreenButton({ active, toggle }: ReturnType<typeof useFullScreen>) {
  const { t } = useTranslation('live')
  return (
    <IconButton
      size="small"
      label={t(active ? 'leaveFullScreen' : 'fullScreen')}
      aria-keyshortcuts="F"
      icon={active ? <Minimize /> : <Maximize />}
      onClick={toggle}
    />
  )
}
