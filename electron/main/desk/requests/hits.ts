import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { narrowingWords } from '../../../../shared/domain/search-words.ts';
import type { RequestSort } from '../../../../shared/ipc/request-views.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { Where } from './conditions.queries.ts';
import { whereOfRows } from './conditions.queries.ts';
import type { Condition, Facts } from '../../../../shared/domain/request-conditions.ts';
import type { Criteria } from './criteria.ts';
import { factsOf } from '../../../../shared/domain/request-conditions.ts';
import { findByBarcode, findByRows, findByWords, findByWordsThatFit, readFacts } from './hits.queries.ts';
import { orders } from './orders.queries.ts';

/** So many matches are looked at, the newest ones: more do not help a person who looks for one. */
export const hitLimit = 5_000;

/** The requests that match what is not in the cube, in an order, before the facets narrow them. */
export type Hits = {
  readonly facts: readonly Facts[];
  /** Whether there are older matches that were not looked at. */
  readonly cut: boolean;
};

/** Where few of many matches fit, so many of the newest are asked. */
const searchedLimit = 40_000;

/**
 * Finds what words and rows alone can tell: the newest matches, with what the facets ask about them.
 * @param conditions narrow the matches; for the counts of a facet what was chosen in facets is left out.
 * @param today in the library's time zone.
 */
export const findHits = (
  db: ReadableDB,
  pieces: Criteria['pieces'],
  conditions: readonly Condition[],
  sort: RequestSort,
  today: CalendarDate,
): Hits => {
  const where = whereOfRows(conditions, today);
  const { ids, cut } = newestMatches(db, pieces, conditions, where);
  const rows = readFacts(db, ids, where, orders[sort.column], sort.direction === 'descending');
  return { facts: rows.map((row) => factsOf(row, today)), cut };
};

const newestMatches = (
  db: ReadableDB,
  pieces: Criteria['pieces'],
  conditions: readonly Condition[],
  where: Where,
): { readonly ids: readonly number[]; readonly cut: boolean } => {
  const limit = hitLimit + 1;
  const whole = (found: readonly number[]) => ({
    ids: found.slice(0, hitLimit),
    cut: found.length > hitLimit,
  });
  if (pieces.length === 0) return whole(findByRows(db, where, limit));
  const found = idsOfPieces(db, pieces);
  if (found.length <= hitLimit || conditions.length === 0) return whole(found);
  const words = narrowingWords(pieces.flat());
  const fitting = findByWordsThatFit(db, words, where, { among: searchedLimit, limit });
  return { ids: fitting.slice(0, hitLimit), cut: true };
};

/** The newest requests that have all words, in their own words or in the barcodes of their items; newest first. */
const idsOfPieces = (db: ReadableDB, pieces: readonly (readonly string[])[]): number[] => {
  const limit = hitLimit + 1;
  const all = narrowingWords(pieces.flat());
  const own = findByWords(db, all, limit);
  const ofItems = [...findByBarcode(db, all, limit), ...idsOfMixed(db, pieces, limit)];
  if (ofItems.length === 0) return own;
  return [...new Set([...own, ...ofItems])].sort((one, other) => other - one).slice(0, limit);
};

/** A barcode and other words, typed together: barcodes have digits. */
const idsOfMixed = (
  db: ReadableDB,
  pieces: readonly (readonly string[])[],
  limit: number,
): readonly number[] => {
  const hasDigit = (piece: readonly string[]): boolean => piece.some((word) => /\p{N}/u.test(word));
  const codes = narrowingWords(pieces.filter(hasDigit).flat());
  const others = narrowingWords(pieces.filter((piece) => !hasDigit(piece)).flat());
  if (codes.length === 0 || others.length === 0) return [];
  const byBarcode = new Set(findByBarcode(db, codes, limit));
  return byBarcode.size === 0 ? [] : findByWords(db, others, limit).filter((id) => byBarcode.has(id));
};
