import { parse } from 'csv-parse/sync';
import { parserOptions } from './text-table.ts';

/** How a text separates its cells, and whether quotes hold a cell together. */
export type Dialect = { readonly separator: ',' | ';' | '\t' | '|'; readonly quoted: boolean };

const separators = [',', ';', '\t', '|'] as const;

/** Programs that write tabs often quote nothing: a quote is a letter of a title there. */
const dialects: readonly Dialect[] = [
  ...separators.map((separator) => ({ separator, quoted: true })),
  { separator: '\t', quoted: false },
];

const rowsLooked = 400;

/** `sep=;` as first line: what Excel takes for the separator, and no line of the table. */
export const separatorLine = /^"?sep=([,;\t|])"?\s*$/i;

/**
 * How a text separates its cells, from its beginning.
 * @param score how much the rows look like a table of requests: the heads that are known among them.
 */
export const dialectOf = (
  sample: string,
  score: (rows: readonly (readonly string[])[]) => number,
): Dialect => {
  const [firstLine = ''] = sample.split(/[\r\n]/, 1);
  const said = separators.find((separator) => separator === separatorLine.exec(firstLine)?.[1]);
  const tried = dialects
    .filter(({ separator }) => said === undefined || separator === said)
    .map((dialect) => {
      const rows = rowsOf(sample, dialect);
      return { dialect, heads: score(rows), even: evenRows(rows) };
    });
  const [first, ...others] = tried;
  if (!first) return { separator: ',', quoted: true };
  return others.reduce(
    (best, one) =>
      one.heads > best.heads || (one.heads === best.heads && one.even > best.even) ? one : best,
    first,
  ).dialect;
};

const rowsOf = (sample: string, dialect: Dialect): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  try {
    // The sample may end in the middle of a cell: what came before it counts.
    parse(sample, {
      ...parserOptions(dialect),
      to: rowsLooked,
      on_record: (record: string[]) => {
        rows.push(record);
        return null;
      },
    });
  } catch {
    // What was read before counts.
  }
  return rows;
};

/** How many cells stand in rows that have as many as most others, where that is more than one. */
const evenRows = (rows: readonly (readonly string[])[]): number => {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + length);
  return Math.max(0, ...counts.values());
};
