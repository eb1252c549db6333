/** A text as it is compared in searches: accents and case do not count. */
const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');

// A control character ends a word: NUL would end the whole expression.
const wordsOf = (search: string): readonly string[] =>
  search.split(/[\s\p{Cc}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));

/**
 * An FTS5 expression that finds every word of the search as the beginning of a word.
 * @returns null when nothing of it is a word.
 */
export const searchExpression = (search: string): string | null => {
  const words = wordsOf(search.normalize('NFC'));
  if (words.length === 0) return null;
  return words.map((word) => `"${word.replaceAll('"', '""')}" *`).join(' AND ');
};

/** The records in whose name or code every word of the search occurs. */
export const placeSearch = <R extends { readonly name: string; readonly code: string }>(
  records: readonly R[],
  search: string,
): readonly R[] => {
  const words = folded(search)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return words.length === 0
    ? records
    : records.filter(({ name, code }) => {
        const text = folded(`${name} ${code}`);
        return words.every((word) => text.includes(word));
      });
};
