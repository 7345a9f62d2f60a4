/** Vite hands over a file's text when its import ends so: the bundle carries the examples, a package needs no files of them. */
declare module '*?raw' {
  const text: string
  export default text
}
