import { CameraOff, CircleAlert, LoaderCircle, Power, RefreshCw, Video } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CameraStatus } from '../../contracts/domain/camera'
import { formatSpan, StatePill, useNow } from '../ui'
import { cameraWord, type CameraWord } from './camera-words'

function iconOf({ word, tone }: CameraWord): ReactNode {
  if ('state' in word) {
    const icons = { live: Video, connecting: LoaderCircle, off: Power, frozen: CameraOff }
    const Icon = icons[word.state]
    return <Icon aria-hidden />
  }
  return tone === 'bad' ? <CircleAlert aria-hidden /> : <RefreshCw aria-hidden />
}

/** A camera's state in words, kept current: "Live", "Reconnecting · 14 s". */
export function useCameraWords(status: CameraStatus | undefined): { word: CameraWord; text: string; icon: ReactNode } {
  const { t } = useTranslation('cameras')
  const now = useNow(1000)
  const word = cameraWord(status, now)
  const first = 'state' in word.word ? t(`state.${word.word.state}`) : t(`problem.${word.word.problem}`)
  const tail = word.tail && t(`state.${word.tail.kind}`, { span: formatSpan(word.tail.spanMs) })
  return { word, text: tail ? `${first} · ${tail}` : first, icon: iconOf(word) }
}

export function CameraState({ status }: { status: CameraStatus | undefined }) {
  const { word, text, icon } = useCameraWords(status)
  return (
    <StatePill tone={word.tone} icon={icon}>
      {text}
    </StatePill>
  )
}
