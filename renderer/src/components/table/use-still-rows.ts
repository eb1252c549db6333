import { useState, type Key } from 'react';

/**
 * Rows in the order in which they were shown before; one that has come stands behind the row that it follows now.
 * @param before the keys of those that were shown
 */
export const stillOrder = <R>(
  before: readonly Key[],
  rows: readonly R[],
  keyOf: (row: R) => Key,
): readonly R[] => {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const known = new Set(before);
  const order = before.filter((key) => byKey.has(key));
  rows.forEach((row, index) => {
    if (known.has(keyOf(row))) return;
    const follows = rows[index - 1];
    order.splice(follows === undefined ? 0 : order.indexOf(keyOf(follows)) + 1, 0, keyOf(row));
  });
  return order.flatMap((key) => byKey.get(key) ?? []);
};

/**
 * The rows of a list, each in its place as long as the same list is shown: a step that changes by what they are ordered moves none away
 * from under the pointer.
 * @param of stands for the list; with another one the rows are in its order
 */
export const useStillRows = <R, Rows extends readonly R[] | undefined>(
  of: unknown,
  rows: Rows,
  keyOf: (row: R) => Key,
): Rows => {
  const [known, setKnown] = useState<{ readonly of: unknown; readonly rows: Rows; readonly still: Rows }>({
    of,
    rows,
    still: rows,
  });
  if (known.of === of && known.rows === rows) return known.still;
  const before = known.of === of ? known.still : undefined;
  const still = rows && before ? (stillOrder(before.map(keyOf), rows, keyOf) as Rows) : rows;
  setKnown({ of, rows, still });
  return still;
};
