/** The page that may speak to main: the top frame of our own origin, nothing embedded and nothing remote. */
export interface SenderFrame {
  url: string
  parent: unknown
}

export function isTrustedSender(frame: SenderFrame | null, origin: string): boolean {
  if (frame === null || frame.parent !== null) return false
  return URL.canParse(frame.url) && frame.url.startsWith(`${origin}/`)
}
