/** Brings the first faulty field into sight and puts the cursor there, once the form has marked its fields. */
export function focusFirstProblem(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>('form [aria-invalid="true"]')
    if (field) field.focus()
    else document.querySelector('form [role="alert"]')?.scrollIntoView({ block: 'center' })
  })
}
