// The characters that SQLite's unicode61 treats as part of a word, derived from its behaviour for every code point: letters, numbers and
// private use, followed by the combining marks it treats as accents. A test compares it with SQLite.
const words =
  /(?:(?![\u19B0-\u19C0\u19C8\u19C9\u1CF2\u1CF3])[\p{L}\p{N}\p{Co}][\u0300-\u0304\u0306-\u030C\u030F\u0311\u031B\u0323-\u0328\u032D\u032E\u0330\u0331]*)+/gu;

/** More words than a whole pasted title has; further words do not narrow the search. */
const searchWordLimit = 16;

/** Returns the words of a text, split where the search index splits them. Accepts any text; there may be none. */
export const searchWords = (text: string): string[] => text.match(words) ?? [];

/**
 * Returns the words without the redundant ones: a word matches as a prefix of any word, so a word that is a prefix of another one matches
 * whenever that one does.
 * @returns at most `searchWordLimit` words.
 */
export const narrowingWords = (all: readonly string[]): string[] => {
  const plain = [...new Set(all.map((word) => word.toLowerCase()))];
  const longer = plain.filter((word) => !plain.some((other) => other !== word && other.startsWith(word)));
  return longer.slice(0, searchWordLimit);
};
