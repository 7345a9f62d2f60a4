import { useEffect, useState } from 'react'
import { useChannel } from '../data/use-channel'
import styles from './avatar.module.css'
import { classes } from './classes'

/** A blob address for bytes, revoked when they change or the component goes. */
export function useObjectUrl(bytes: Uint8Array | null | undefined, type = 'image/jpeg'): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!bytes) return
    const made = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }))
    setUrl(made)
    return () => {
      setUrl(null)
      URL.revokeObjectURL(made)
    }
  }, [bytes, type])
  return url
}

/** First letters of the first and last word, by code point, so that no script is cut in half. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

export type PictureSize = 'small' | 'normal' | 'large' | 'huge'

/** A kept picture of a face by its id; nothing but its ground where the site keeps none or while it loads. */
export function CropImage({
  cropId,
  alt,
  size = 'normal'
}: {
  cropId: string | null
  alt: string
  size?: PictureSize
}) {
  const crop = useChannel('crops.get', { id: cropId ?? '' }, { enabled: cropId !== null, staleTime: Infinity })
  const url = useObjectUrl(crop.data)
  return (
    <span className={classes(styles.picture, styles[size])} role="img" aria-label={alt}>
      {url && <img className={styles.image} src={url} alt="" draggable={false} />}
    </span>
  )
}

/** A person's picture, or their initials. The name beside it says who; alone, pass `label`. */
export function Avatar({
  name,
  cropId,
  size = 'normal',
  label
}: {
  name: string
  cropId?: string | null
  size?: PictureSize
  label?: string
}) {
  const crop = useChannel('crops.get', { id: cropId ?? '' }, { enabled: Boolean(cropId), staleTime: Infinity })
  const url = useObjectUrl(cropId ? crop.data : null)
  return (
    <span
      className={classes(styles.picture, styles.round, styles[size])}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {url ? <img className={styles.image} src={url} alt="" draggable={false} /> : initials(name)}
    </span>
  )
}
