import type { DomainEvent } from '../../../contracts/domain/event'
import type { Dialect, RenderContext, RenderedEvent } from './dialect'
import { bodyLimitBytes } from './fit'

/** Whether this dialect can say this event: asked again at rendering, since an endpoint's dialect may have changed. */
export const hasWordFor = (dialect: Dialect, event: Pick<DomainEvent, 'type' | 'data'>): boolean =>
  (dialect.offers.includes(event.type) || dialect.optional.includes(event.type)) && dialect.accepts?.(event) !== false

/**
 * Renders as many of the events, from the first, as one body can hold.
 *
 * @param events one at least, in order; more only where the dialect batches
 * @returns the body, and how many events it took
 */
export function renderBatch(
  dialect: Dialect,
  events: readonly DomainEvent[],
  context: RenderContext
): { rendered: RenderedEvent; taken: number } {
  let taken = dialect.defaults.batch === null ? 1 : events.length
  for (;;) {
    const rendered = dialect.render(events.slice(0, taken), context)
    if (taken <= 1 || rendered.body.length < bodyLimitBytes) return { rendered, taken }
    // Events are about alike: this many should fit, and at least one less is tried.
    taken = Math.max(1, Math.min(taken - 1, Math.floor((taken * bodyLimitBytes) / rendered.body.length)))
  }
}
