import { limits } from '../checking/fields.ts';
import type { RawRow } from '../sections.ts';

type MappedRow = Extract<RawRow, { readonly value: unknown }>;
type Fields = Readonly<Record<string, unknown>>;
type Citation = { readonly journalVolume?: string };
type Item = { readonly barcode: string; readonly volume?: string };

/** The most rows that make up one request. */
const maxRows = 1_000;

/**
 * Joins a row of another system's file with the one above it. Programs that list items, or join tables, write a request once for each of
 * its items: these rows become one request with those items. If each row has its own volume, that is the label on the spine.
 * @returns null if the rows are about different requests, or disagree about one.
 */
export const joinedRow = (above: RawRow, below: RawRow): RawRow | null => {
  if (!isMapped(above) || !isMapped(below) || (above.also?.length ?? 0) >= maxRows) return null;
  const [one, other] = [above.value as Fields, below.value as Fields];
  if (one['externalId'] === '' || one['externalId'] !== other['externalId']) return null;
  if (!isSame([restOf(one), above.outside], [restOf(other), below.outside])) return null;
  const [volume, otherVolume] = [volumeOf(one), volumeOf(other)];
  const [items, others] = [itemsOf(one), itemsOf(other)];
  const known = items.map(({ barcode }) => barcode);
  const anew = others.filter(({ barcode }) => !known.includes(barcode));
  const hasSpines = volume !== otherVolume;
  if (hasSpines && (items.length === 0 || anew.length !== 1)) return null;
  const all = hasSpines
    ? [...withSpine(items, volume), ...withSpine(anew, otherVolume)]
    : [...items, ...anew];
  const value = {
    ...one,
    ...(all.length > 0 && { items: all }),
    ...(hasSpines && { citation: withoutVolume(one) }),
  };
  return { ...above, value, also: [...(above.also ?? []), below.row] };
};

const isMapped = (row: RawRow): row is MappedRow => 'value' in row && row.outside?.rowPerPartner === false;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields of the request, without those that may belong to the item. */
const restOf = (fields: Fields): Fields => ({ ...fields, items: undefined, citation: withoutVolume(fields) });

const withoutVolume = ({ citation }: Fields): Fields | undefined => {
  const rest: Fields = { ...((citation ?? {}) as Citation), journalVolume: undefined };
  return Object.values(rest).every((value) => value === undefined) ? undefined : rest;
};

const volumeOf = ({ citation }: Fields): string => ((citation ?? {}) as Citation).journalVolume ?? '';

const itemsOf = ({ items }: Fields): readonly Item[] => (items ?? []) as readonly Item[];

const withSpine = (items: readonly Item[], volume: string): readonly Item[] =>
  volume === '' ? items : items.map((item) => ({ volume: volume.slice(0, limits.short), ...item }));
