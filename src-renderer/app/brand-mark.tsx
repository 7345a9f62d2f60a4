import styles from './navigation-rail.module.css'

/** The mark: a head within the corners of a detector's box. */
export function BrandMark() {
  return (
    <svg className={styles.mark} viewBox="0 0 24 24" aria-hidden>
      <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        <path d="M3 8V5a2 2 0 0 1 2-2h3M16 3h3a2 2 0 0 1 2 2v3M21 16v3a2 2 0 0 1-2 2h-3M8 21H5a2 2 0 0 1-2-2v-3" />
        <circle cx="12" cy="9.6" r="2.6" />
        <path d="M7.4 17.2c.7-2.2 2.5-3.4 4.6-3.4s3.9 1.2 4.6 3.4" />
      </g>
    </svg>
  )
}
