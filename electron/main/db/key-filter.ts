/** How full the table may be, so that a place is found soon. */
const fullest = 0.6;

/** Two numbers that a text has, and hardly another one (FNV-1a, twice). The second one is never 0. @param seed of whom the text is. */
export const numbersOf = (seed: number, text: string): readonly [first: number, second: number] => {
  let first = 0x811c9dc5 ^ seed;
  let second = 0x9e3779b9 ^ Math.imul(seed, 0x85ebca6b);
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    first = Math.imul(first ^ letter, 0x01000193);
    second = Math.imul(second ^ letter, 0x5bd1e995) ^ (second >>> 15);
  }
  return [first | 0, second | 1];
};

/**
 * Which keys a table may have, in eight bytes each: what it does not know is surely not there, whatever the case of its letters.
 * Once in a milliard times it takes a key for one that is there: then the table itself is asked.
 */
export class KeyFilter {
  private size = 1 << 12;
  private firsts = new Int32Array(this.size);
  private seconds = new Int32Array(this.size);
  private count = 0;
  /** Somebody wrote keys that it was not told. */
  private isBlind = false;

  add(key: string): void {
    this.put(...numbersOf(0, key.toLowerCase()));
  }

  /** From now on every key may be there. */
  goBlind(): void {
    this.isBlind = true;
  }

  mayHave(key: string): boolean {
    return this.isBlind || this.seconds[this.placeOf(...numbersOf(0, key.toLowerCase()))] !== 0;
  }

  private placeOf(first: number, second: number): number {
    const { size, firsts, seconds } = this;
    let at = first & (size - 1);
    while (seconds[at] !== 0 && (seconds[at] !== second || firsts[at] !== first)) at = (at + 1) & (size - 1);
    return at;
  }

  private put(first: number, second: number): void {
    const at = this.placeOf(first, second);
    if (this.seconds[at] === 0) this.count += 1;
    this.firsts[at] = first;
    this.seconds[at] = second;
    if (this.count > this.size * fullest) this.grow();
  }

  private grow(): void {
    const { firsts, seconds } = this;
    this.size *= 2;
    this.count = 0;
    this.firsts = new Int32Array(this.size);
    this.seconds = new Int32Array(this.size);
    for (let old = 0; old < seconds.length; old += 1)
      if (seconds[old] !== 0) this.put(firsts[old] ?? 0, seconds[old] ?? 0);
  }
}
