/**
 * Puts the focus on the dialog itself when nothing in it asked for it: on the close button, which comes first, its tooltip
 * would open and take the first Escape for itself.
 */
export function focusDialog(event: Event): void {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}
