import { t } from '../../../../shared/words/words.ts';
import { RowFault } from '../row-fault.ts';
import type { CodedRow, CodedSaid, Field, StoredFields, StoredInFile, Value } from '../stored-rows.ts';
import {
  emptyOf,
  itemFields,
  loanFields,
  longestWord,
  nameOf,
  partFields,
  requestFields,
} from '../stored-rows.ts';
import type { Row } from './row-fields.ts';
import {
  limits,
  readCodeField,
  readDate,
  readFlag,
  readList,
  readMoment,
  readNeededText,
  readOneOf,
  readRow,
  readText,
} from './row-fields.ts';

/** A row as it stands in a file, with every field. @throws RowFault for the first that is wrong. */
const asRead = (fields: StoredFields, value: unknown, path: string, timeZone: string): CodedRow => {
  const row = readRow(value, path);
  return Object.fromEntries(
    Object.entries<Field>(fields).map(([name, field]) => {
      const at = `${path}.${nameOf(name)}`;
      const read = readField(row, nameOf(name), field, { at, timeZone });
      if (read === null && 'isNeeded' in field && field.isNeeded)
        throw new RowFault(at, t('checking.itIsMissing'));
      return [name, read ?? emptyOf(field)];
    }),
  );
};

const readField = (
  row: Row,
  name: string,
  field: Field,
  { at, timeZone }: { readonly at: string; readonly timeZone: string },
): Value => {
  switch (field.kind) {
    case 'text':
      return readText(row, name, field.longest, at) ?? null;
    case 'code':
    case 'reference':
      return readCodeField(row, name, at) ?? null;
    case 'flag':
      return Number(readFlag(row, name, at) ?? false);
    case 'count':
      return readNumber(row, name, at);
    case 'day':
      return readDate(row, name, at) ?? null;
    case 'moment':
      return readMoment(row, name, timeZone, at) ?? null;
    case 'word':
      return row[name] === undefined || row[name] === null ? null : readOneOf(row, name, field.words, at);
  }
};

const readNumber = (row: Row, name: string, at: string): number | null => {
  const value = row[name];
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000) return value;
  throw new RowFault(at, t('checking.isNotAWholeNumberFrom', { value: JSON.stringify(value) }));
};

/** The rows of a list, each by its place. */
const rowsOf = (row: Row, name: string, fields: StoredFields, timeZone: string): readonly CodedRow[] =>
  (readList(row, name, `stored.${name}`) ?? []).map((value, index) =>
    asRead(fields, value, `stored.${name}[${index}]`, timeZone),
  );

/** Reads `stored` of a request. @returns undefined where the file has none. @throws RowFault. */
export const readStored = (request: Row, timeZone: string): StoredInFile | undefined => {
  if (request['stored'] === undefined || request['stored'] === null) return undefined;
  const row = readRow(request['stored'], 'stored');
  const items = readList(row, 'items', 'stored.items') ?? [];
  return {
    request: asRead(requestFields, row, 'stored', timeZone),
    ...(Object.fromEntries(
      Object.entries<StoredFields>(partFields).map(([part, fields]) => [
        part,
        rowsOf(row, part, fields, timeZone),
      ]),
    ) as Pick<StoredInFile, keyof typeof partFields>),
    items: items.map((value, index) => {
      const path = `stored.items[${index}]`;
      const loans = readList(readRow(value, path), 'loans', `${path}.loans`) ?? [];
      return {
        item: asRead(itemFields, value, path, timeZone),
        loans: loans.map((loan, at) => asRead(loanFields, loan, `${path}.loans[${at}]`, timeZone)),
      };
    }),
    said: (readList(row, 'said', 'stored.said') ?? []).map((value, index) =>
      readSaid(value, `stored.said[${index}]`, timeZone),
    ),
  };
};

const readSaid = (value: unknown, path: string, timeZone: string): CodedSaid => {
  const said = readRow(value, path);
  const parts = readRow(said['parts'] ?? {}, `${path}.parts`);
  const fields = readRow(said['fields'] ?? {}, `${path}.fields`);
  const at = readMoment(said, 'at', timeZone, `${path}.at`);
  if (!at) throw new RowFault(`${path}.at`, t('checking.itIsMissing'));
  return {
    source: readNeededText(said, 'source', longestWord, `${path}.source`),
    digest: readNeededText(said, 'digest', longestWord, `${path}.digest`),
    at,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, one]) => [
        name,
        typeof one === 'number' || one === null
          ? one
          : (readText(fields, name, limits.title, `${path}.fields.${name}`) ?? null),
      ]),
    ),
    parts: Object.fromEntries(
      Object.keys(parts).map((name) => [
        name,
        readNeededText(parts, name, longestWord, `${path}.parts.${name}`),
      ]),
    ),
  };
};
