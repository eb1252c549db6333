import type { IsoVersion as Version } from '../../../../shared/domain/partner-profile.ts';
import { readDateTime } from './dates.ts';
import type { XmlElement } from '../../xml/tree.ts';
import type { Content, Written } from '../../xml/write-xml.ts';

/** How one field of a message is read and written. Each combination of both versions is one field. */
export type Field<T> = {
  /** The names of its element: usually one, and the same in both versions. Reading accepts each. */
  readonly names: Readonly<Record<Version, string | null>> | null;
  /** @param elements those with its names, in the order of the document */
  read(elements: readonly XmlElement[]): T;
  /** Returns the content of each element to write. */
  write(value: T, version: Version): readonly Content[];
};
type Fields = Readonly<Record<string, Field<unknown>>>;
type ValuesOf<F extends Fields> = { readonly [Name in keyof F]: F[Name] extends Field<infer T> ? T : never };

const field = <T>(
  read: (elements: readonly XmlElement[]) => T,
  write: (value: T, version: Version) => readonly Content[],
): Field<T> => ({ names: null, read, write });

const single = (parse: (text: string) => string | null): Field<string | null> =>
  field(
    ([first]) => (first === undefined || first.text.trim() === '' ? null : parse(first.text.trim())),
    (value) => (value === null ? [] : [value]),
  );

/** A text or a code: any that is not empty. Codes that no list contains are kept. */
export const text = single((value) => value);

/** A date, as `readDateTime` returns it. */
export const date = single(readDateTime);

/** A yes or no, by its first letter. */
export const yesNo: Field<'Y' | 'N' | null> = field(
  ([first]) => {
    const letter = first?.text.trim().slice(0, 1).toUpperCase();
    return letter === 'Y' || letter === 'N' ? letter : null;
  },
  (value) => (value === null ? [] : [value]),
);

/** An element that is written even if it is empty. */
export const always = (inner: Field<string | null>): Field<string | null> => ({
  ...inner,
  write: (value) => [value ?? ''],
});

/** An element that may be repeated. Empty ones are left out. */
export const list = <T>(one: Field<T | null>): Field<readonly T[]> =>
  field(
    (elements) => elements.flatMap((element) => one.read([element]) ?? []),
    (values, version) => values.flatMap((value) => one.write(value, version)),
  );

/** A field whose element has another name in 2021-2. */
export const renamed = <T>(inner: Field<T>, v12: string, v2021: string): Field<T> => ({
  ...inner,
  names: { '1.2': v12, '2021-2': v2021 },
});

/** A field that one version alone writes. */
export const only = <T>(version: Version, name: string, inner: Field<T>): Field<T> => ({
  ...inner,
  names: { '1.2': version === '1.2' ? name : null, '2021-2': version === '2021-2' ? name : null },
});

const elementName = (name: string, { names }: Field<unknown>, version: Version): string | null =>
  names === null ? name : names[version];

const hasName = (name: string, of: string, { names }: Field<unknown>): boolean =>
  names === null ? name === of : Object.values(names).includes(name);

/** Reads the children of an element in whatever order they come. */
const readChildren = <F extends Fields>(fields: F, element: XmlElement | undefined): ValuesOf<F> =>
  Object.fromEntries(
    Object.entries(fields).map(([of, one]) => [
      of,
      one.read((element?.children ?? []).filter(({ name }) => hasName(name, of, one))),
    ]),
  ) as ValuesOf<F>;

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** Writes the children of an element in the order of the standard: that of the fields, or backwards in `reversedIn`. */
const writeChildren = <F extends Fields>(
  fields: F,
  values: ValuesOf<F>,
  version: Version,
  reversedIn: Version | null,
): readonly Written[] => {
  const written = Object.entries(fields).flatMap(([of, one]) => {
    const name = elementName(of, one, version);
    if (name === null) return [];
    return one.write(values[of], version).map((content) => ({ name, content }));
  });
  return reversedIn === version ? written.toReversed() : written;
};

/** An element with fields of its own; null if it is absent or all of them are empty. */
export const group = <F extends Fields>(
  fields: F,
  { reversedIn = null }: { readonly reversedIn?: Version | null } = {},
): Field<ValuesOf<F> | null> =>
  field<ValuesOf<F> | null>(
    ([first]) => {
      const values = readChildren(fields, first);
      return Object.values(values).every(isEmpty) ? null : values;
    },
    (values, version) => (values === null ? [] : [writeChildren(fields, values, version, reversedIn)]),
  );

/** The same for an element that the standard demands: if it is absent, its fields are empty. */
export const required = <F extends Fields>(fields: F): Field<ValuesOf<F>> =>
  field<ValuesOf<F>>(
    ([first]) => readChildren(fields, first),
    (values, version) => [writeChildren(fields, values, version, null)],
  );
