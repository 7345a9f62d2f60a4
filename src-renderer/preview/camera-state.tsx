import { CalendarClock, CameraOff, CircleAlert, Gauge, LoaderCircle, Power, RefreshCw, Video } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CameraStatus } from '../../contracts/domain/camera-status'
import { formatClock, formatSpan, StatePill, useNow, useSiteZone } from '../ui'
import { cameraWord, slowAnalysis, type CameraWord } from './camera-words'

function iconOf({ word, tone }: CameraWord): ReactNode {
  if ('state' in word) {
    const icons = { live: Video, connecting: LoaderCircle, off: Power, paused: CalendarClock, frozen: CameraOff }
    const Icon = icons[word.state]
    return <Icon aria-hidden />
  }
  return tone === 'bad' ? <CircleAlert aria-hidden /> : <RefreshCw aria-hidden />
}

export interface CameraWords {
  word: CameraWord
  text: string
  icon: ReactNode
  /** The same as a sentence, where there is more to say than the words hold. */
  hint: string
}

/** A camera's state in words, kept current: "Live", "Reconnecting · 14 s", "Live · 2.1 of 5 a second", "Paused until 07:00". */
export function useCameraWords(status: CameraStatus | undefined, analysisFps: number): CameraWords {
  const { t } = useTranslation('cameras')
  const now = useNow(1000)
  const zone = useSiteZone()
  const word = cameraWord(status, now)
  const first = 'state' in word.word ? t(`state.${word.word.state}`) : t(`problem.${word.word.problem}`)
  const slow = word.tone === 'good' ? slowAnalysis(status, analysisFps, now) : null
  if (slow) {
    const values = { analysed: slow.analysed.toFixed(1), wanted: String(Math.round(slow.wanted * 10) / 10) }
    return {
      word,
      text: `${first} · ${t('slow.short', values)}`,
      icon: <Gauge aria-hidden />,
      hint: t('slow.hint', values)
    }
  }
  if (word.tail?.kind === 'until') {
    const text = t('state.pausedUntil', { at: formatClock(word.tail.at, zone, now) })
    return { word, text, icon: iconOf(word), hint: text }
  }
  const tail = word.tail && t(`state.${word.tail.kind}`, { span: formatSpan(word.tail.spanMs) })
  const text = tail ? `${first} · ${tail}` : first
  return { word, text, icon: iconOf(word), hint: text }
}

export function CameraState({ status, analysisFps }: { status: CameraStatus | undefined; analysisFps: number }) {
  const { word, text, icon, hint } = useCameraWords(status, analysisFps)
  return (
    <StatePill tone={word.tone} icon={icon} title={hint}>
      {text}
    </StatePill>
  )
}
