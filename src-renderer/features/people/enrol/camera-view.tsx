import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PreviewFrame } from '../../../../contracts/push'
import { useClient } from '../../../data/client-context'
import styles from './enrol.module.css'
import { paintFrame, sightOf, type Sight } from './paint-frame'

/** A live picture with the faces in it outlined, and in words whether one stands well. */
export function CameraView({ cameraId, name }: { cameraId: string; name: string }) {
  const { t } = useTranslation('people')
  const { previews } = useClient()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [sight, setSight] = useState<Sight | null>(null)
  useEffect(
    () =>
      previews.watch(cameraId, async (frame: PreviewFrame) => {
        const target = canvas.current
        if (!target) return
        await paintFrame(target, frame)
        setSight(sightOf(frame.faces))
      }),
    [previews, cameraId]
  )
  return (
    <div className={styles.view}>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={t('capture.live', { name })} />
      <p className={styles.sight} data-good={sight === 'one' || undefined}>
        {t(`sight.${sight ?? 'waiting'}`)}
      </p>
    </div>
  )
}
