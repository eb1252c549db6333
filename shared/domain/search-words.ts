// What SQLite's unicode61 takes for a part of a word, from what it does with every code point: letters, numbers, private
// use, and behind them the combining marks that it knows as accents. A test holds it against SQLite.
const words =
  /(?:(?![\u19B0-\u19C0\u19C8\u19C9\u1CF2\u1CF3])[\p{L}\p{N}\p{Co}][\u0300-\u0304\u0306-\u030C\u030F\u0311\u031B\u0323-\u0328\u032D\u032E\u0330\u0331]*)+/gu;

/** A title that was pasted whole has fewer; what comes behind them does not narrow the search any more. */
const searchWordLimit = 16;

/** The words of a text, cut where the search index cuts them. Any text will do; it may have none. */
export const searchWords = (text: string): string[] => text.match(words) ?? [];

/**
 * The words of some texts without those that say nothing more: a word is sought as the beginning of any word, so one that
 * is itself the beginning of another is found with it.
 * @returns at most `searchWordLimit` words.
 */
export const narrowingWords = (all: readonly string[]): string[] => {
  const plain = [...new Set(all.map((word) => word.toLowerCase()))];
  const longer = plain.filter((word) => !plain.some((other) => other !== word && other.startsWith(word)));
  return longer.slice(0, searchWordLimit);
};
