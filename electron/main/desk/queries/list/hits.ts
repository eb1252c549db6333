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

/** How far a search goes. */
export type SearchLimits = {
  /** So many matches are looked at, the newest ones: more do not help a person who looks for one. */
  readonly hits: number;
  /** Where few of many matches fit, so many of the newest are asked. */
  readonly searched: number;
};

export const searchLimits: SearchLimits = { hits: 2_000, searched: 20_000 };

/** The requests that match what is not in the cube, in an order, before the facets narrow them. */
export type Hits = {
  readonly facts: readonly Facts[];
  /** Whether there are older matches that were not looked at. */
  readonly cut: boolean;
};

/**
 * Finds what words and rows alone can tell: the newest matches, with what the facets ask about them.
 * @param conditions narrow the matches; for the counts of a facet what was chosen in facets is left out.
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
  // Without words the conditions have found them; asked again they would gather all items on the shelves once more.
  const unasked = pieces.length === 0 ? whereOfRows([], day) : where;
  const rows = readFacts(db, ids, unasked, orders[sort.column], sort.direction === 'descending');
  return { facts: rows.map((row) => factsOf(row, day)), cut };
};

/**
 * Whether a piece is the beginning of very many codes, as `01MAIN` is where all identifiers begin so: the index of words
 * would have to gather them all.
 */
const isWide = (db: ReadableDB, piece: readonly string[], limits: SearchLimits): boolean => {
  const [word = ''] = piece;
  return (
    piece.length === 1 && word.length > 4 && /\p{N}/u.test(word) && isWideCode(db, word, limits.searched)
  );
};

/** So many requests a patron may have. */
const ofOnePatron = 4;

/** A patron has few requests, and a day too. Requests of very many patrons are soon met from the newest on. */
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
