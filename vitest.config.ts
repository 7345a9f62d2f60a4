import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'contracts/**/*.test.ts',
      'src-*/**/*.test.{ts,tsx}',
      'scripts/**/*.test.{ts,mjs}',
      'bench/**/*.test.ts',
      'e2e/**/*.test.ts'
    ],
    exclude: ['node_modules', 'out', 'dist', '.cache'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true
  }
})
