import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { classes } from './classes'
import styles from './page.module.css'

/** The room of a screen. `fill` gives the children the rest of the height (tables); else the page scrolls. */
export function Page({
  children,
  fill = false,
  wide = false
}: {
  children: ReactNode
  fill?: boolean
  wide?: boolean
}) {
  return (
    <div className={classes(styles.page, fill && styles.fill)}>
      <div className={classes(styles.inner, wide && styles.wide)}>{children}</div>
    </div>
  )
}

export interface PageHeaderProps {
  title: ReactNode
  /** A line under the title: what this is, or what it counts. */
  subtitle?: ReactNode
  /** Buttons at the right; the main one last. */
  actions?: ReactNode
  /** Shown before the title: an avatar. */
  leading?: ReactNode
  back?: { to: string; label: string }
}

export function PageHeader({ title, subtitle, actions, leading, back }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      {back && (
        <Link className={styles.back} to={back.to}>
          <ArrowLeft aria-hidden />
          {back.label}
        </Link>
      )}
      <div className={styles.line}>
        {leading}
        <div className={styles.words}>
          <h1 className={styles.title}>{title}</h1>
          {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </header>
  )
}

/** Search and filters over a list; `end` is pushed to the right edge. */
export function Toolbar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={styles.toolbar}>
      {children}
      {end && <div className={styles.end}>{end}</div>}
    </div>
  )
}

/** A titled block of a page. */
export function Section({
  title,
  description,
  actions,
  children
}: {
  title?: ReactNode
  description?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={styles.section}>
      {(title || actions) && (
        <div className={styles.sectionHead}>
          <div className={styles.words}>
            {title && <h2 className={styles.sectionTitle}>{title}</h2>}
            {description && <p className={styles.subtitle}>{description}</p>}
          </div>
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
      )}
      {children}
    </section>
  )
}

/** A bordered surface. `padded` for loose content; rows and tables bring their own. */
export function Card({ children, padded = false }: { children: ReactNode; padded?: boolean }) {
  return <div className={classes(styles.card, padded && styles.padded)}>{children}</div>
}
