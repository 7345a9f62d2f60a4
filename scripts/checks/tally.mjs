/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * Counts tests from what a runner wrote as JSON.
 *
 * @param {'vitest' | 'playwright'} kind
 * @param {any} report parsed JSON; undefined when the runner wrote none
 * @param {number} exitCode of the runner
 * @returns {Tally} a runner that failed without a failed test (a file that does not load) counts as one failed
 */
export function tallyReport(kind, report, exitCode) {
  const read = kind === 'vitest' ? readVitest : readPlaywright
  const tally = report === undefined ? { passed: 0, failed: 0, skipped: 0 } : read(report)
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

/** @param {any} report vitest's `json` reporter, which has the shape of Jest's */
const readVitest = (report) => ({
  passed: Number(report.numPassedTests ?? 0),
  failed: Number(report.numFailedTests ?? 0),
  skipped: Number(report.numPendingTests ?? 0) + Number(report.numTodoTests ?? 0)
})

/** @param {any} report Playwright's `json` reporter; a flaky test passed on a retry */
const readPlaywright = (report) => ({
  passed: Number(report.stats?.expected ?? 0) + Number(report.stats?.flaky ?? 0),
  failed: Number(report.stats?.unexpected ?? 0),
  skipped: Number(report.stats?.skipped ?? 0)
})

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const tally of tallies) {
    total.passed += tally.passed
    total.failed += tally.failed
    total.skipped += tally.skipped
  }
  return total
}

/**
 * @param {Tally} tally
 * @returns {string} the closing line that machines read
 */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
