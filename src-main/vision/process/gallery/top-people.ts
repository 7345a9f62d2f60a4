/**
 * The best so many people by the best score seen of each, best first; of equal scores the lower owner, then the lower row
 * comes first, so that an answer does not depend on the order of looking.
 */
export class TopPeople {
  readonly owners: number[] = []
  readonly rows: number[] = []
  readonly scores: number[] = []

  constructor(private readonly most: number) {}

  /** What a person must reach to be among them; −∞ while there are fewer. */
  get threshold(): number {
    return this.owners.length < this.most ? -Infinity : (this.scores[this.most - 1] ?? Infinity)
  }

  offer(owner: number, row: number, score: number): void {
    const { owners, rows, scores } = this
    if (score < this.threshold) return
    let at = owners.indexOf(owner)
    if (at >= 0) {
      if (score < scores[at]! || (score === scores[at] && row > rows[at]!)) return
    } else {
      at = owners.length
      if (at === this.most) {
        at--
        if (score === scores[at] && owner > owners[at]!) return
      }
    }
    for (; at > 0 && (score > scores[at - 1]! || (score === scores[at - 1] && owner < owners[at - 1]!)); at--) {
      owners[at] = owners[at - 1]!
      rows[at] = rows[at - 1]!
      scores[at] = scores[at - 1]!
    }
    owners[at] = owner
    rows[at] = row
    scores[at] = score
  }
}
