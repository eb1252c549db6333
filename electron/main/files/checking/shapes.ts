import type { Code } from '../../../../shared/domain/ids.ts';
import { t } from '../../../../shared/words/words.ts';
import { RowFault } from '../row-fault.ts';
import {
  type CodeOf,
  type Field,
  type Reference,
  type Value,
  fault,
  field,
  limits,
  required,
  text,
} from './fields.ts';

/** The fields of a row by column name. Names in the file are the same, without the `Id` of references. */
export type Shape = Readonly<Record<string, Field>>;
/** The type of a row that was read. */
export type ReadOf<S extends Shape> = { readonly [F in keyof S]: S[F] extends Field<infer T> ? T : never };

/** A list of texts, stored as JSON in one column. */
export const lines: Field<string | undefined> = field(
  (value, timeZone) => {
    const read = textLines.read(value, timeZone);
    return read && JSON.stringify(read);
  },
  '[]',
  (value) => JSON.parse(String(value)) as unknown,
);

/** Adds the field or index in which a fault was found to its path. */
const within = (at: string, error: unknown): unknown => {
  if (!(error instanceof RowFault)) return error;
  const { field: inside, reason } = error;
  return new RowFault(inside === '' ? at : `${at}${inside.startsWith('[') ? '' : '.'}${inside}`, reason);
};

/** Returns the field's name in the file. */
export const nameInFile = (name: string, { to }: Field): string => (to ? name.replace(/Id$/, '') : name);

/** Any object. @throws RowFault for lists, texts, numbers and null. */
export const anyRow: Field<Readonly<Record<string, unknown>>> = field((value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fault(t("It should be an object in braces “'{' '}'” with named fields."));
  return value as Readonly<Record<string, unknown>>;
});

/** An object with these fields. */
export const row = <S extends Shape>(shape: S): Field<ReadOf<S>> => {
  const fields = Object.entries(shape).map(([name, one]) => [name, nameInFile(name, one), one] as const);
  return field((value, timeZone) => {
    const given = anyRow.read(value, timeZone);
    const read: Record<string, unknown> = {};
    let at = '';
    try {
      for (const [name, inFile, { read: readField }] of fields) {
        at = inFile;
        read[name] = readField(given[inFile], timeZone);
      }
    } catch (error) {
      throw within(at, error);
    }
    return read as ReadOf<S>;
  });
};

/** An object that may be absent; null: none. */
export const part = <S extends Shape>(shape: S): Field<ReadOf<S> | null | undefined> => {
  const { read } = row(shape);
  return field((value, timeZone) => (value === undefined || value === null ? value : read(value, timeZone)));
};

/** A list; null counts as empty. */
export const list = <T>({ read }: Field<T>): Field<readonly T[] | undefined> =>
  field((value, timeZone) => {
    if (value === undefined) return undefined;
    if (value === null) return [];
    if (!Array.isArray(value)) throw fault(t('It must be a list in square brackets “[ ]”.'));
    if (value.length > limits.listLength)
      throw fault(
        t('The list has {valueCount} entries. Shorten it to {listLength}.', {
          valueCount: value.length,
          listLength: limits.listLength,
        }),
      );
    return value.map((one: unknown, index) => {
      try {
        return read(one, timeZone);
      } catch (error) {
        throw within(`[${index}]`, error);
      }
    });
  });

const textLines = list(required(text(limits.name)));

/** An object with any names, whose values all have the same kind. */
export const recordOf = <T>({ read }: Field<T>): Field<Readonly<Record<string, T>>> =>
  field((value, timeZone) => {
    const names = anyRow.read(value ?? {}, timeZone);
    return Object.fromEntries(
      Object.entries(names).map(([name, one]) => {
        try {
          return [name, read(one, timeZone)];
        } catch (error) {
          throw within(name, error);
        }
      }),
    );
  });
/** A database row in which references are still codes. */
export type CodedRow = Readonly<Record<string, Value>>;

/** A database row as a file holds it. Absent fields get the column's empty value. */
export const storedRow = (shape: Shape): Field<CodedRow> => {
  const { read } = row(shape);
  return field((value, timeZone) => {
    const found = read(value, timeZone) as Readonly<Record<string, Value | undefined>>;
    const stored: Record<string, Value> = {};
    for (const name in shape) stored[name] = found[name] ?? shape[name]?.none ?? null;
    return stored;
  });
};

/** Returns the fields of a database row for a file. @param leavesOutNone leaves out values that are empty, null or 0. */
export const writeFields = (
  shape: Shape,
  stored: object,
  codeOf: CodeOf,
  leavesOutNone = true,
): Record<string, unknown> => {
  const written: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(shape)) {
    const value = Reflect.get(stored, name) as Value;
    if (!leavesOutNone || (value !== null && value !== one.none))
      written[nameInFile(name, one)] = one.write(value, codeOf);
  }
  return written;
};

/**
 * Replaces the codes of a row with ids.
 * @param idOf returns the id for a code. @throws RowFault if there is none.
 */
export const withIds = <R extends object>(
  shape: Shape,
  coded: R,
  idOf: (to: Reference, code: Code, name: string) => number,
): { readonly [F in keyof R]: Value } => {
  const resolved = { ...coded } as Record<string, unknown>;
  for (const [name, one] of Object.entries(shape))
    if (one.to && resolved[name])
      resolved[name] = idOf(one.to, resolved[name] as Code, nameInFile(name, one));
  return resolved as { readonly [F in keyof R]: Value };
};
