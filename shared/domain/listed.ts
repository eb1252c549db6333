/**
 * Holds a kind, a state or a role against its list before it is stored. The database does not list them, so that a new one changes
 * no table: who writes the row does.
 * @param list the values, or a list of facts by its keys.
 * @throws Error when the value is not in the list: an error of ours, because staff choose from it.
 */
export const listed = <T extends string>(list: readonly T[] | Readonly<Record<T, unknown>>, value: T): T => {
  const isListed = Array.isArray(list) ? list.includes(value) : Object.hasOwn(list, value);
  if (!isListed) throw new Error(`This is in no list: ${value}`);
  return value;
};

/** The names in a list of facts, as a shape of one of them wants them. */
export const namesOf = <T extends string>(list: Readonly<Record<T, unknown>>): [T, ...T[]] =>
  Object.keys(list) as [T, ...T[]];
