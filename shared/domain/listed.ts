/**
 * Validates a kind, state or role against its list before it is stored. The database has no such constraint, so that adding a value changes
 * no table; the writer of the row checks it instead.
 * @param list the values, or an object with the values as keys.
 * @throws Error if the value is not in the list: a bug, because staff choose from it.
 */
export const listed = <T extends string>(list: readonly T[] | Readonly<Record<T, unknown>>, value: T): T => {
  const isListed = Array.isArray(list) ? list.includes(value) : Object.hasOwn(list, value);
  if (!isListed) throw new Error(`This is in no list: ${value}`);
  return value;
};

/** Returns the keys of an object as a non-empty tuple, as `z.enum` needs them. */
export const namesOf = <T extends string>(list: Readonly<Record<T, unknown>>): [T, ...T[]] =>
  Object.keys(list) as [T, ...T[]];
