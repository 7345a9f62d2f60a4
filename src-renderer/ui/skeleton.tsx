import styles from './skeleton.module.css'

/** A grey bar where something will be. Sizes are CSS lengths. */
export function Skeleton({
  width = '100%',
  height = '14px',
  round = false
}: {
  width?: string
  height?: string
  round?: boolean
}) {
  return <span className={styles.skeleton} data-round={round || undefined} style={{ width, height }} aria-hidden />
}
