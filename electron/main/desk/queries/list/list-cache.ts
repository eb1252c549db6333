import type { ReadableDB } from '../../../db/types.ts';
import { databaseVersion } from './slices.queries.ts';

/** The maximum number of cached lists. */
const keptLimit = 4;

/** A value that took longer than this to make may be stale: for this many times as long as it took. */
const slowMs = 200;
const patience = 50;

type Kept<T> = {
  readonly value: T;
  readonly version: string;
  readonly madeAtMs: number;
  readonly tookMs: number;
};

/**
 * Caches what is made from the whole database (an order, the matches of a search) for the following pages. After a change it is made again,
 * immediately if that is quick. The rows themselves are always read again.
 */
export class ListCache<T> {
  private readonly db: ReadableDB;
  private readonly kept = new Map<string, Kept<T>>();

  constructor(db: ReadableDB) {
    this.db = db;
  }

  /** Returns the cached value for this key, or the result of `make`. */
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
