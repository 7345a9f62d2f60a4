import path from 'node:path'
import { defineConfig } from 'playwright/test'

const results = path.join(import.meta.dirname, '..', 'test-results')

export default defineConfig({
  testDir: './specs',
  outputDir: path.join(results, 'e2e'),
  // One app at a time: each has cameras to decode and faces to recognise. No retries: a test that fails once has failed.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? path.join(results, 'e2e.json') }]
  ]
})
