const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase('en')
    .split(/[\s,.]+/u)
    .filter((word) => word !== '');

/** Returns the things in whose text every typed word starts a word, ignoring accents and case. */
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
