import type { SiteSettings } from '../../contracts/domain/site'

/**
 * How often somebody who stays before a camera is offered again, ms. A fifth of the cooldown, so that a mark comes soon
 * after it ends while an hour at a desk in view leaves 60 rows and not 1,800; never more often than every two seconds.
 */
export function repeatAfterMs({ cooldownSeconds }: SiteSettings['attendance']): number {
  return Math.min(60_000, Math.max(2000, cooldownSeconds * 200))
}
