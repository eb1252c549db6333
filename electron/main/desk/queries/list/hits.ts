import type { ListDay } from '../../../../../shared/domain/request-list.ts';
import { narrowingWords } from '../../../../../shared/domain/search-words.ts';
import type { RequestSort } from '../../../../../shared/ipc/request-views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { type Where, whereOfRows } from './conditions.queries.ts';
import { type Condition, type Facts, factsOf } from '../../../../../shared/domain/request-conditions.ts';
import type { Criteria } from './criteria.ts';
import {
  findByRows,
  findByWideCode,
  findByWords,
  findByWordsThatFit,
  isWideCode,
  isWidePatron,
  readFacts,
  type waysToRows,
} from './hits.queries.ts';
import { orders } from './orders.queries.ts';
import { indexBeforeSearch } from '../../store/search-index.service.ts';

/** The limits of a search. */
export type SearchLimits = {
  /** The maximum number of matches, newest first: more would not help to find one request. */
  readonly hits: number;
  /** If few of many matches meet the conditions, this many of the newest are checked. */
  readonly searched: number;
};

export const searchLimits: SearchLimits = { hits: 2_000, searched: 20_000 };

/** The requests that match criteria outside the cube, in an order, before the facets filter them. */
export type Hits = {
  readonly facts: readonly Facts[];
  /** Whether there are older matches that were not read. */
  readonly cut: boolean;
};

/**
 * Finds matches for words and for conditions that need the rows: the newest ones, with the facts for the facets.
 * @param conditions filter the matches; for the counts of a facet, selections in facets are left out.
 */
export const findHits = (
  db: ReadableDB,
  pieces: Criteria['pieces'],
  conditions: readonly Condition[],
  sort: RequestSort,
  day: ListDay,
  limits: SearchLimits,
): Hits => {
  const widePieces = pieces.filter((piece) => isWide(db, piece, limits));
  const narrow = pieces.filter((piece) => !widePieces.includes(piece));
  const wide = widePieces.flat();
  const codes = wide.map((beginning): Condition => ({ facet: null, about: 'code', beginning }));
  const all = [...conditions, ...codes];
  const where = whereOfRows(all, day);
  const [code] = wide;
  const { ids, cut } =
    code !== undefined && narrow.length === 0
      ? { ids: findByWideCode(db, code, where, { among: limits.searched, limit: limits.hits }), cut: true }
      : newestMatches(db, narrow, all, where, limits);
  // Without words the conditions have already been applied; applying them again would collect all items on the shelves a second time.
  const unasked = pieces.length === 0 ? whereOfRows([], day) : where;
  const rows = readFacts(db, ids, unasked, orders[sort.column], sort.direction === 'descending');
  return { facts: rows.map((row) => factsOf(row, day)), cut };
};

/**
 * Whether a token is a prefix of very many codes, such as `01MAIN` if all identifiers start with it: the word index would have to collect
 * them all.
 */
const isWide = (db: ReadableDB, piece: readonly string[], limits: SearchLimits): boolean => {
  const [word = ''] = piece;
  return (
    piece.length === 1 && word.length > 4 && /\p{N}/u.test(word) && isWideCode(db, word, limits.searched)
  );
};

/** The assumed number of requests per patron. */
const ofOnePatron = 4;

/** A patron has few requests, and so does a day. Requests of very many patrons are quickly found by scanning from the newest. */
const wayTo = (
  db: ReadableDB,
  conditions: readonly Condition[],
  manyPatrons: number,
): keyof typeof waysToRows => {
  const ofPatron = conditions.find((condition) => condition.about === 'patron');
  if (ofPatron?.about === 'patron' && !isWidePatron(db, ofPatron.words, manyPatrons)) return 'patron';
  if (conditions.some(({ about }) => about === 'createdBetween')) return 'made';
  return ofPatron ? 'allRows' : 'rows';
};

const newestMatches = (
  db: ReadableDB,
  pieces: Criteria['pieces'],
  conditions: readonly Condition[],
  where: Where,
  { hits, searched }: SearchLimits,
): { readonly ids: readonly number[]; readonly cut: boolean } => {
  const limit = hits + 1;
  const whole = (found: readonly number[]) => ({ ids: found.slice(0, hits), cut: found.length > hits });
  if (pieces.length === 0)
    return whole(findByRows(db, where, wayTo(db, conditions, Math.ceil(searched / ofOnePatron)), limit));
  indexBeforeSearch(db);
  const words = narrowingWords(pieces.flat());
  const found = findByWords(db, words, limit);
  if (found.length <= hits || conditions.length === 0) return whole(found);
  const fitting = findByWordsThatFit(db, words, where, { among: searched, limit });
  return { ids: fitting.slice(0, hits), cut: true };
};
