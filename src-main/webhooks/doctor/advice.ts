import type { Code } from './body-candidates'

/** What to change, mostly in the receiver's code, for each finding. `header` is the signature's header as guides write it. */
export function adviceOn(code: Code, header: string, keyWords: string): string {
  switch (code) {
    case 'valid':
      return `The receiver must come to the same result: HMAC-SHA256 over the bytes of the body as they came, with the key being ${keyWords}. If it refuses this request, print what it compares and look for the first difference.`
    case 'missing_header':
      return `Read ${header} before anything else touches the request. A proxy in between may drop headers it does not know, and names are the same in capital and small letters.`
    case 'malformed_header':
      return `Take the header’s value as it comes, without quotation marks or a part cut off, and compare it whole.`
    case 'wrong_key_form':
      return `Make the key of the secret in this endpoint’s form: ${keyWords}. Or set the endpoint’s key form to what the receiver does.`
    case 'old_secret':
      return 'Give the receiver the secret that signs now. While two overlap let it accept both, newest first.'
    case 'other_endpoint':
      return 'Every endpoint has a secret of its own: give the receiver the one of the endpoint that sends to it.'
    case 'reserialised_json':
      return 'Compute the signature over the raw body before any JSON parser: express.raw() or request.on("data") in Node, request.get_data() in Flask, await request.body() in FastAPI. Do not serialise again what was parsed.'
    case 'changed_whitespace':
      return 'Use the body as it came: no formatting, trimming or joining of lines before the signature is computed, in the receiver or in a proxy before it.'
    case 'trailing_newline':
      return 'Cut nothing from the raw body and add nothing: read exactly Content-Length bytes. Files and shells (echo, here-documents) like to add a line break; printf %s does not.'
    case 'byte_order_mark':
      return 'Read the body as bytes, not through a text reader that adds or keeps a byte order mark; write test files as UTF-8 without BOM.'
    case 'other_encoding':
      return 'Compute the signature over bytes, not over text. Where text cannot be avoided, decode and encode it as UTF-8 both times.'
    case 'prefix_expected':
      return header === 'webhook-signature'
        ? 'Each signature begins with v1, and several are separated by a space: split by spaces, compare with "v1," + base64.'
        : `Compare with "sha256=" + hex, or set the endpoint’s signature format to bare hex if the receiver compares that.`
    case 'prefix_unexpected':
      return `Compare ${header} with the bare value${header === 'X-Signature-SHA256' ? ', or set the endpoint’s signature format to sha256=' : ''}.`
    case 'base64_for_hex':
      return 'Use the hex digest: digest("hex") in Node, hexdigest() in Python.'
    case 'upper_case_hex':
      return 'Use small letters in the hex before comparing: Muster sends it so, and a comparison of text tells capital from small.'
    case 'clock_skew':
      return 'Set the clocks of both computers by NTP. Refuse by the time at which the request came, with five minutes of tolerance, and do not check what waited in a queue again.'
    case 'wrong_id_or_timestamp':
      return 'Sign webhook-id + "." + webhook-timestamp + "." + body, with both headers exactly as they came. Take them from the same request as the body: each attempt has a new timestamp.'
    case 'no_cause_found':
      return 'Copy the secret from where Muster showed it, or rotate it; then send a test and paste that very request, headers and body of the same attempt.'
  }
}
