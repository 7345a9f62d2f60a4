/** What is used of the runtime's WebAssembly: Node's own types leave it to those of browsers. */
export interface WasmMemory {
  /** Another object after each growth; shared where the memory is. */
  readonly buffer: ArrayBufferLike
  /** Adds pages of 64 kB. Growing by 0 takes note of what another thread added. */
  grow(pages: number): number
}

export interface WasmApi {
  Memory: new (size: { initial: number; maximum?: number; shared?: boolean }) => WasmMemory
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  Instance: new (
    module: object,
    imports: { env: Record<string, WasmMemory> }
  ) => { readonly exports: Readonly<Record<string, unknown>> }
  validate(bytes: Uint8Array<ArrayBuffer>): boolean
}

export const wasmApi = (): WasmApi => (globalThis as unknown as { WebAssembly: WasmApi }).WebAssembly

export const wasmPage = 65_536
