import type { PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import { marksOfWork } from '../../../../../shared/domain/same-work.ts';
import { numbersOf } from '../../../db/key-filter.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { listOpenOfPatron } from '../../requests/same-work.queries.ts';

/**
 * What patrons have open, by what tells a work: the patrons of a file come again and again, and to look each time would make an
 * import slow. It is what was true once: who goes by it looks at the request as it is now.
 */
export type OpenWorks = {
  /** The last request with a mark that a patron had open, besides the one that is being added. */
  readonly find: (patronId: PatronId, mark: string, besides: RequestId) => RequestId | undefined;
  readonly put: (patronId: PatronId, mark: string, id: RequestId) => void;
  /** What was put since the last call is stored. */
  readonly committed: () => void;
  /** What was put since then is not. */
  readonly rolledBack: () => void;
};

/** Of more patrons all is forgotten, and read again; so the memory is bounded. */
const patronsKept = 5_000;
/** Nobody has as much open who is no library: what came first is forgotten. */
const marksKept = 1_000;

/** Reads what each patron has open when a file first names them. */
export const readOpenWorks = (db: ReadableDB): OpenWorks => {
  const kept = new Map<PatronId, Map<string, RequestId>>();
  const worksOf = (patronId: PatronId, besides: RequestId): Map<string, RequestId> => {
    let works = kept.get(patronId);
    if (works && works.size > marksKept) works.clear();
    if (works) return works;
    if (kept.size >= patronsKept) kept.clear();
    kept.set(patronId, (works = new Map<string, RequestId>()));
    // Oldest first, so that the newest one is named, as while they are put one by one.
    for (const other of listOpenOfPatron(db, patronId).toReversed())
      if (other.id !== besides) for (const { mark } of marksOfWork(other)) works.set(mark, other.id);
    return works;
  };
  return {
    find: (patronId, mark, besides) => worksOf(patronId, besides).get(mark),
    put: (patronId, mark, id) => void kept.get(patronId)?.set(mark, id),
    committed: () => undefined,
    rolledBack: () => kept.clear(),
  };
};

/** How full the table may be, so that a place is found soon. */
const fullest = 0.6;

/**
 * Keeps all that is put, in twelve bytes each, at a place that follows from patron and mark: for a library that had no requests, where
 * nothing has to be read. Once in a milliard times it names another request: who goes by it looks at the request anyway.
 */
export const keepOpenWorks = (): OpenWorks => {
  let size = 1 << 14;
  let firsts = new Int32Array(size);
  let seconds = new Int32Array(size);
  let ids = new Int32Array(size);
  let count = 0;
  /** What stood there before it was put since the last commit. */
  let before: number[] = [];
  const placeOf = (first: number, second: number): number => {
    let at = first & (size - 1);
    while (seconds[at] !== 0 && (seconds[at] !== second || firsts[at] !== first)) at = (at + 1) & (size - 1);
    return at;
  };
  const grow = (): void => {
    const [oldFirsts, oldSeconds, oldIds] = [firsts, seconds, ids];
    size *= 2;
    firsts = new Int32Array(size);
    seconds = new Int32Array(size);
    ids = new Int32Array(size);
    for (let old = 0; old < oldIds.length; old += 1) {
      const [first = 0, second = 0] = [oldFirsts[old], oldSeconds[old]];
      if (second === 0) continue;
      const at = placeOf(first, second);
      firsts[at] = first;
      seconds[at] = second;
      ids[at] = oldIds[old] ?? 0;
    }
  };
  const put = (first: number, second: number, id: number): void => {
    const at = placeOf(first, second);
    if (seconds[at] === 0) count += 1;
    firsts[at] = first;
    seconds[at] = second;
    ids[at] = id;
    if (count > size * fullest) grow();
  };
  return {
    find: (patronId, mark) => {
      const id = ids[placeOf(...numbersOf(patronId, mark))] ?? 0;
      return id === 0 ? undefined : (id as RequestId);
    },
    put: (patronId, mark, id) => {
      const [first, second] = numbersOf(patronId, mark);
      before.push(first, second, ids[placeOf(first, second)] ?? 0);
      put(first, second, id);
    },
    committed: () => {
      before = [];
    },
    rolledBack: () => {
      for (let at = before.length - 3; at >= 0; at -= 3)
        put(before[at] ?? 0, before[at + 1] ?? 0, before[at + 2] ?? 0);
      before = [];
    },
  };
};
