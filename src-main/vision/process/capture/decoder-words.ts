/** As much of ffmpeg's words as a diagnosis can need. */
const kept = 4000
/** Layouts in which pictures come from a graphics card, or stay on it; ffmpeg's own decoders give planes of 4:2:0 or 4:2:2. */
const hardwareLayout =
  /^(nv\d\d|p[0-4]\d\d(le|be)?|vaapi|vaapi_vld|cuda|vdpau|qsv|d3d11(va_vld)?|d3d12|dxva2_vld|videotoolbox_vld|vulkan|drm_prime|opencl|mediacodec)$/
const levelMark = /\[(quiet|panic|fatal|error|warning|info|verbose|debug|trace)\] /

/**
 * What ffmpeg writes on standard error. With `-loglevel level+verbose` each line names its level: only errors are kept
 * for the diagnosis, and the verbose lines answer whether hardware decodes, which nothing else tells honestly.
 */
export class DecoderWords {
  /** Errors, newest last. */
  errors = ''
  /** What the pictures were last decoded by; null before that is known. */
  decodedBy: 'hardware' | 'software' | null = null
  /** The method that `auto` has settled on. */
  private chosen: string | null = null
  private noHardware: string | null = null
  private rest = ''
  private isError = true

  push(chunk: Uint8Array): void {
    const lines = (this.rest + Buffer.from(chunk).toString('utf8')).split('\n')
    this.rest = (lines.pop() ?? '').slice(-kept)
    for (const line of lines) this.read(line)
  }

  /** The stream has ended: what came without a line's end counts too. */
  end(): void {
    if (this.rest !== '') this.read(this.rest)
    this.rest = ''
  }

  note(words: string): void {
    this.errors = `${this.errors}${words}\n`.slice(-kept)
  }

  /** Name of the method that decodes, of the one that was asked for; null is software, or not known yet. */
  hardware(asked: string): string | null {
    return this.decodedBy === 'hardware' ? (this.chosen ?? asked) : null
  }

  /** Why hardware that was asked for does not decode, though ffmpeg goes on; null while it may yet. */
  hardwareRefused(): string | null {
    if (this.decodedBy !== 'software') return null
    return this.noHardware ?? (lastWords(this.errors) || 'Decoded in software: the method does not fit this stream.')
  }

  private read(line: string): void {
    const level = levelMark.exec(line)?.[1]
    // A line without a level goes on with the one before; without any level at all, only errors are written.
    if (level !== undefined) this.isError = ['panic', 'fatal', 'error'].includes(level)
    const words = line.replace(levelMark, '')
    if (this.isError) this.note(words)
    else this.readVerbose(words)
  }

  private readVerbose(words: string): void {
    // The pictures as they enter the filter graph: those of the probing before are always decoded in software.
    const layout =
      /^\[graph \S+ input from stream .*\bpixfmt:(\w+)/.exec(words)?.[1] ?? /pix_fmt: (\w+)/.exec(words)?.[1]
    if (layout !== undefined && (hardwareLayout.test(layout) || words.startsWith('[graph')))
      this.decodedBy = hardwareLayout.test(layout) ? 'hardware' : 'software'
    this.chosen = /Using auto hwaccel type (\w+) with/.exec(words)?.[1] ?? this.chosen
    this.noHardware = /Auto hwaccel disabled: .*/.exec(words)?.[0] ?? this.noHardware
  }
}

/** Words by which ffmpeg says that hardware cannot be set up, before a picture came. */
export const saysHardwareFailed = (errors: string): boolean =>
  /Device setup failed|No device available for decoder|Device creation failed|Unrecognized hwaccel|hwaccel .*cannot be initialized|Hardware device setup failed|hwaccel initiali[sz]ation returned error/i.test(
    errors
  )

/** The last line that ffmpeg wrote, without the address of the object that wrote it. */
export function lastWords(errors: string): string {
  const lines = errors.split('\n').filter((line) => line.trim() !== '')
  const plain = (lines.at(-1) ?? '').replace(/^\[[^\]@]+ @ 0x[0-9a-f]+\] /, '').replace(/^pipe:0: /, '')
  return plain.slice(0, 300)
}
