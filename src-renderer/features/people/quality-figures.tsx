import { useTranslation } from 'react-i18next'
import type { FaceQuality } from '../../../contracts/domain/face'
import styles from './people.module.css'

/** The three figures by which a face is judged, with their units. */
export function QualityFigures({ quality }: { quality: FaceQuality }) {
  const { t } = useTranslation('people')
  const figures = [
    {
      label: t('quality.eyes'),
      text: t('quality.px', { value: Math.round(quality.eyeDistancePx) }),
      hint: t('quality.eyesHint')
    },
    { label: t('quality.sharpness'), text: String(Math.round(quality.sharpness)), hint: t('quality.sharpnessHint') },
    { label: t('quality.brightness'), text: String(Math.round(quality.brightness)), hint: t('quality.brightnessHint') }
  ]
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
