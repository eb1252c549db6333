import type { ReadableDB } from '../../../db/types.ts';
import { databaseVersion } from './slices.queries.ts';

/** Lists that are read page by page belong to at most so many pages of the program. */
const keptLimit = 4;

/** What takes longer than this to make may be a little behind the database: so many times as long as it took. */
const slowMs = 200;
const patience = 50;

type Kept<T> = {
  readonly value: T;
  readonly version: string;
  readonly madeAtMs: number;
  readonly tookMs: number;
};

/**
 * Keeps what is made from the whole database (an order, the matches of a search) for the pages that follow.
 * What changed since is made anew, at once where that is quick. Rows themselves are always read fresh.
 */
export class KeptLists<T> {
  private readonly db: ReadableDB;
  private readonly kept = new Map<string, Kept<T>>();

  constructor(db: ReadableDB) {
    this.db = db;
  }

  /** What was made under this key, or what `make` makes now. */
  of(key: string, make: () => T): T {
    const version = databaseVersion(this.db);
    const kept = this.kept.get(key);
    this.kept.delete(key);
    const startedMs = performance.now();
    if (kept && (kept.version === version || mayBeBehind(kept, startedMs))) {
      this.kept.set(key, kept);
      return kept.value;
    }
    const value = make();
    const madeAtMs = performance.now();
    this.kept.set(key, { value, version, madeAtMs, tookMs: madeAtMs - startedMs });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= keptLimit) break;
      this.kept.delete(oldest);
    }
    return value;
  }
}

const mayBeBehind = ({ tookMs, madeAtMs }: Kept<unknown>, nowMs: number): boolean =>
  tookMs > slowMs && nowMs - madeAtMs < tookMs * patience;
