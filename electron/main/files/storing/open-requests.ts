import type { PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { marksOfWork, matchReasons } from '../../../../shared/domain/same-work.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB } from '../../db/types.ts';
import { listOpenOfPatron } from '../../desk/queries/details/forms.queries.ts';
import { hasRequests } from '../../desk/store/has-requests.queries.ts';
import { findRequestRow } from '../../desk/store/requests.queries.ts';
import type { FileRow } from './source-values.ts';
import { homeOfStored } from './stored-request.ts';
import type { Writing } from './writing.ts';

/**
 * The open requests of patrons, by the marks that identify a work. Cached, because the patrons of a file recur, and querying each time
 * would slow the import down. An entry may be outdated: the caller must check the stored request.
 */
export type OpenRequests = {
  /** Returns the patron's last open request with a mark, other than the one being added. */
  readonly find: (patronId: PatronId, mark: string, besides: RequestId) => RequestId | undefined;
  readonly put: (patronId: PatronId, mark: string, id: RequestId) => void;
  /** Confirms the entries since the last call, because they are stored. */
  readonly committed: () => void;
  /** Removes the entries since the last commit. */
  readonly rolledBack: () => void;
};

/** The maximum load factor, so that probing stays short. */
const fullest = 0.6;

/**
 * A hash table from two numbers to a number, with sixteen bytes per entry. In a Map, a million entries would take ten times the memory.
 */
class NumberTable {
  private size = 1 << 14;
  private count = 0;
  private firsts = new Int32Array(this.size);
  private seconds = new Int32Array(this.size);
  private values = new Float64Array(this.size);

  /** @param second not 0. @returns 0 if there is no entry. */
  get(first: number, second: number): number {
    return this.values[this.placeOf(first, second)] ?? 0;
  }

  put(first: number, second: number, value: number): void {
    const at = this.placeOf(first, second);
    if (this.seconds[at] === 0) this.count += 1;
    this.firsts[at] = first;
    this.seconds[at] = second;
    this.values[at] = value;
    if (this.count > this.size * fullest) this.grow();
  }

  private placeOf(first: number, second: number): number {
    const { size, firsts, seconds } = this;
    let at = first & (size - 1);
    while (seconds[at] !== 0 && (seconds[at] !== second || firsts[at] !== first)) at = (at + 1) & (size - 1);
    return at;
  }

  private grow(): void {
    const { firsts, seconds, values } = this;
    this.size *= 2;
    this.count = 0;
    this.firsts = new Int32Array(this.size);
    this.seconds = new Int32Array(this.size);
    this.values = new Float64Array(this.size);
    for (const [at, second] of seconds.entries())
      if (second !== 0) this.put(firsts[at] ?? 0, second, values[at] ?? 0);
  }
}

/** Two hashes of a patron and a mark (FNV-1a, twice), so that collisions are unlikely. The second one is never 0. */
const numbersOf = (patronId: PatronId, mark: string): readonly [first: number, second: number] => {
  let first = 0x811c9dc5 ^ patronId;
  let second = 0x9e3779b9 ^ Math.imul(patronId, 0x85ebca6b);
  for (let at = 0; at < mark.length; at += 1) {
    const letter = mark.charCodeAt(at);
    first = Math.imul(first ^ letter, 0x01000193);
    second = Math.imul(second ^ letter, 0x5bd1e995) ^ (second >>> 15);
  }
  return [first | 0, second | 1];
};

/** Loads a patron's open requests from before the import when a file first names that patron. A library without requests has none. */
export const cacheOpenRequests = (db: ReadableDB): OpenRequests => {
  const table = new NumberTable();
  const readsPatrons = hasRequests(db);
  const read = new Set<PatronId>();
  /** The entries before the changes since the last commit. */
  let before: (readonly [first: number, second: number, id: number])[] = [];
  const readOnce = (patronId: PatronId, besides: RequestId): void => {
    if (!readsPatrons || read.has(patronId)) return;
    read.add(patronId);
    // Oldest first, so that the newest one wins, as it does when requests are added one by one.
    for (const other of listOpenOfPatron(db, patronId).toReversed())
      if (other.id !== besides)
        for (const { mark } of marksOfWork(other)) table.put(...numbersOf(patronId, mark), other.id);
  };
  return {
    find: (patronId, mark, besides) => {
      readOnce(patronId, besides);
      const id = table.get(...numbersOf(patronId, mark));
      return id === 0 ? undefined : (id as RequestId);
    },
    put: (patronId, mark, id) => {
      const [first, second] = numbersOf(patronId, mark);
      before.push([first, second, table.get(first, second)]);
      table.put(first, second, id);
    },
    committed: () => {
      before = [];
    },
    rolledBack: () => {
      for (const [first, second, id] of before.toReversed()) table.put(first, second, id);
      before = [];
    },
  };
};

/** Whether a cached request is still open for this work, may be named to the importer, and is not the one being repeated. */
const isOpen = (writing: Writing, id: RequestId, mark: string, { patronId, againOf }: FileRow): boolean => {
  const stored = findRequestRow(writing.db, id);
  return (
    stored?.endedAs === null &&
    stored.patronId === patronId &&
    marksOfWork(stored).some((one) => one.mark === mark) &&
    id !== againOf &&
    writing.rights.mayRead(homeOfStored(writing, stored))
  );
};

/**
 * Adds a remark if the patron of a new request already has an open one for the same work, as far as the importer may read that
 * one. The request is added in any case: only staff can decide whether a second one is wanted.
 */
export const remarkSameWork = (writing: Writing, id: RequestId, row: FileRow): void => {
  const { patronId } = row;
  const { openRequests } = writing;
  if (patronId === null) return;
  const marks = marksOfWork(row);
  for (const { by, mark } of marks) {
    const other = openRequests.find(patronId, mark, id);
    if (other === undefined || !isOpen(writing, other, mark, row)) continue;
    writing.remark(
      by === 'title' ? 'title' : `citation.${by}`,
      t('The patron already has another open request for this: {externalId} ({samenesses}).', {
        externalId: findRequestRow(writing.db, other)?.externalId ?? '',
        samenesses: matchReasons[by],
      }),
    );
    break;
  }
  for (const { mark } of marks) openRequests.put(patronId, mark, id);
};
