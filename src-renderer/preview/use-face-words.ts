import { useTranslation } from 'react-i18next'
import type { OverlayFace } from '../../contracts/domain/face'
import { faceLine } from './face-words'

export interface FaceWords {
  /** The name, or what stands in its place. */
  word: string
  /** That it was proven live, or why there is no name; null where nothing is to say. */
  line: string | null
}

/** What is said of a face, in the language of the window. */
export function useFaceWords(): (face: OverlayFace) => FaceWords {
  const { t } = useTranslation('cameras')
  return (face) => {
    const word = face.status === 'recognized' ? (face.name ?? t('face.unknown')) : t(`face.${face.status}`)
    const line = faceLine(face)
    return { word, line: line && t(`face.why.${line.key}`, line.values) }
  }
}
