import { describe, expect, it } from 'vitest'
import { verifySnippet } from './verify-snippets'

describe('verifySnippet', () => {
  it.each(['node', 'python'] as const)('%s listens at the path and port of the endpoint', (language) => {
    const code = verifySnippet(language, 'http://192.168.1.5:9021/hooks/muster?key=1')
    expect(code).toContain('"/hooks/muster"')
    expect(code).toContain('9021')
    expect(code).not.toContain('key=1')
  })
  it.each(['node', 'python'] as const)('%s listens at 8080 where a proxy stands before it', (language) => {
    expect(verifySnippet(language, 'https://example.com/in')).toContain('8080')
  })
  it.each(['node', 'python'] as const)('%s lets no path out of its string', (language) => {
    expect(verifySnippet(language, 'https://example.com/a"+b')).not.toContain('a"+b')
  })
})
