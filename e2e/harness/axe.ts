import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { inRepository } from './repository'

interface AxeResults {
  violations: { id: string; impact: string | null; help: string; nodes: { target: unknown[]; html: string }[] }[]
}

/**
 * Breaches of WCAG 2 A and AA that axe-core calls serious or critical, one line per element. axe is evaluated through the
 * debugger, which the page's content policy does not bind.
 */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(inRepository('node_modules', 'axe-core', 'axe.min.js'), 'utf8'))
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(context: Document, options: object): Promise<AxeResults> } }
    const options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] }
    return axe.run(document, options)
  })
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`)
    )
}
