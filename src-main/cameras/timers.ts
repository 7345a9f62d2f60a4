/** Calls once after `ms`. Answers how to call it off. */
export type After = (ms: number, call: () => void) => () => void
