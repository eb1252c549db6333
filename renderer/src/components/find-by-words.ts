const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('en')
    .split(/[\s,.]+/u)
    .filter((word) => word !== '');

/** The things in whose text every typed word begins a word; accents and case do not count. */
export const findByWords = <T>(
  things: readonly T[],
  textOf: (thing: T) => string,
  typed: string,
): readonly T[] => {
  const wanted = wordsOf(typed);
  return things.filter((thing) => {
    const words = wordsOf(textOf(thing));
    return wanted.every((each) => words.some((word) => word.startsWith(each)));
  });
};
