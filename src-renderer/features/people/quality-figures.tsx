import { useTranslation } from 'react-i18next'
import type { FaceQuality } from '../../../contracts/domain/face'
import styles from './people.module.css'

/** The figures by which a face is judged, with their units; those that are not known of it are left out. */
export function QualityFigures({ quality }: { quality: FaceQuality }) {
  const { t } = useTranslation('people')
  const percent = (value: number) => t('quality.percent', { value: Math.round(value * 100) })
  const { contrast, pitch, eyesOpen, occlusion } = quality
  const figures = [
    {
      label: t('quality.eyes'),
      text: t('quality.px', { value: Math.round(quality.eyeDistancePx) }),
      hint: t('quality.eyesHint')
    },
    { label: t('quality.sharpness'), text: String(Math.round(quality.sharpness)), hint: t('quality.sharpnessHint') },
    { label: t('quality.brightness'), text: String(Math.round(quality.brightness)), hint: t('quality.brightnessHint') },
    contrast !== null && {
      label: t('quality.contrast'),
      text: String(Math.round(contrast)),
      hint: t('quality.contrastHint')
    },
    pitch !== null && {
      label: t('quality.pose'),
      text: t('quality.poseValue', { yaw: Math.round(quality.yaw), pitch: Math.round(pitch) }),
      hint: t('quality.poseHint')
    },
    eyesOpen !== null && { label: t('quality.open'), text: percent(eyesOpen), hint: t('quality.openHint') },
    // The number is no share of the face: bare ones have up to 0.45.
    occlusion !== null && {
      label: t('quality.covered'),
      text: t(`quality.coveredValue.${occlusion >= 0.5 ? 'likely' : occlusion >= 0.45 ? 'perhaps' : 'none'}`),
      hint: t('quality.coveredHint', { value: occlusion.toFixed(2) })
    }
  ].filter((figure) => figure !== false)
  return (
    <dl className={styles.figures}>
      {figures.map(({ label, text, hint }) => (
        <div key={label} title={hint}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
