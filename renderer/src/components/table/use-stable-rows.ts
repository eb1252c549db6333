import { useState, type Key } from 'react';

/**
 * Returns the rows in their previous order; a new row is placed after its current predecessor.
 * @param before the keys of the previous rows
 */
export const stableOrder = <R>(
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
 * Keeps each row in its place while the same list is shown: a step that changes the sort value must not move a row from under the pointer.
 * @param of identifies the list; a different list is shown in its own order
 */
export const useStableRows = <R, Rows extends readonly R[] | undefined>(
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
  const still = rows && before ? (stableOrder(before.map(keyOf), rows, keyOf) as Rows) : rows;
  setKnown({ of, rows, still });
  return still;
};
