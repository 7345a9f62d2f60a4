/** One step of the schema. Once shipped it never changes: what is wrong in it is put right by a later one. */
export interface Migration {
  /** Four digits in the file's name; rises, with gaps left for nobody to fill. */
  version: number
  name: string
  sql: string
}
