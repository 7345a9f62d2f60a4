/**
 * Strikes credentials out of a decoder's words before they are shown, stored or logged: user information in any address
 * (up to the last `@` before a blank, since passwords hold anything) and the given secrets in plain and encoded form.
 *
 * @param secrets passwords and user names in use; short ones of less than three letters would redact ordinary words
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text.replace(/\b(\w+:\/\/)[^\s]*@/g, '$1***@')
  for (const secret of secrets) {
    if (secret.length < 3) continue
    const encoded = encodeURIComponent(secret)
    for (const form of new Set([secret, encoded, encoded.replaceAll("'", '%27'), secret.replaceAll("'", '%27')]))
      clean = clean.replaceAll(form, '***')
  }
  return clean
}
