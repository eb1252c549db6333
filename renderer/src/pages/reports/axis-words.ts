import { textPx, widestPx } from '../../components/text-width.ts';

/** How large the words at an axis are, in pixels, and how far one line is below the other. */
export const axisType = { size: 12, line: 15 } as const;

/** Between two words that stand beside each other. */
const gap = 4;

/** Which bars have words where there is no room for all: each, every other one, and so on, months by quarters and years. */
const steps = [1, 2, 3, 6, 12, 24, 60, 120, 240] as const;

/** What the axis says of a bar: its first word, and below it the others, without those that the bar before it ended with as well. */
const linesOf = (name: string, before: string | undefined): readonly [first: string, rest: string] => {
  const words = name.split(' ');
  const earlier = before?.split(' ') ?? [];
  let shared = 0;
  while (shared < words.length - 1 && words.at(-1 - shared) === earlier.at(-1 - shared)) shared += 1;
  const [first = '', ...rest] = words.slice(0, words.length - shared);
  return [first, rest.join(' ')];
};

/**
 * The lines below each bar: `2` over `Sept 2026`, then `9`, `16`, `7` over `Oct`. Where not even the first words have room beside each
 * other, bars at equal distances have them, and the others none.
 * @param roomPx how wide a bar and its gap are
 */
export const wordsBelow = (names: readonly string[], roomPx: number): readonly (readonly string[])[] => {
  const widest = widestPx(
    names.map((name) => linesOf(name, undefined)[0]),
    axisType.size,
  );
  const step = steps.find((each) => each * roomPx >= widest + gap) ?? names.length;
  let takenTo = Number.NEGATIVE_INFINITY;
  return names.map((name, index) => {
    if (index % step !== 0) return [];
    const [first, rest] = linesOf(name, names[index - step]);
    if (rest === '') return [first];
    const half = textPx(rest, axisType.size) / 2;
    const isTaken = index * roomPx - half < takenTo + gap;
    if (isTaken) return [first, '', rest];
    takenTo = index * roomPx + half;
    return [first, rest];
  });
};

/** The same for bars that are drawn one after the other: worked out once for each width. */
export const keptWords = (names: readonly string[]): ((roomPx: number) => readonly (readonly string[])[]) => {
  let kept: { readonly roomPx: number; readonly words: readonly (readonly string[])[] } | null = null;
  return (roomPx) => {
    if (kept?.roomPx !== roomPx) kept = { roomPx, words: wordsBelow(names, roomPx) };
    return kept.words;
  };
};

/** A name beside its bars, on two lines where it needs them; what has no room there is cut. */
export const wordsBeside = (name: string, roomPx: number): readonly string[] => {
  const fits = (text: string): boolean => textPx(text, axisType.size) <= roomPx;
  if (fits(name)) return [name];
  const words = name.split(' ');
  let first = words.shift() ?? '';
  while (words[0] !== undefined && fits(`${first} ${words[0]}`)) first = `${first} ${words.shift()}`;
  const cut = (text: string): string => {
    let end = text.length;
    while (end > 1 && !fits(`${text.slice(0, end)}…`)) end -= 1;
    return fits(text) ? text : `${text.slice(0, end)}…`;
  };
  return [first, words.join(' ')].filter((line) => line !== '').map(cut);
};
