import { textPx, widestPx } from '../../components/text-width.ts';

/** The font size and line height of axis labels, in pixels. */
export const axisType = { size: 12, line: 15 } as const;

/** The minimum gap between adjacent labels. */
const gap = 4;

/** The intervals of labelled bars if not all labels fit: every bar, every second one, and so on; for months also quarters and years. */
const steps = [1, 2, 3, 6, 12, 24, 60, 120, 240] as const;

/** Splits a bar's label: its first word, and below it the rest, without the trailing words that it shares with the previous bar. */
const linesOf = (name: string, before: string | undefined): readonly [first: string, rest: string] => {
  const words = name.split(' ');
  const earlier = before?.split(' ') ?? [];
  let shared = 0;
  while (shared < words.length - 1 && words.at(-1 - shared) === earlier.at(-1 - shared)) shared += 1;
  const [first = '', ...rest] = words.slice(0, words.length - shared);
  return [first, rest.join(' ')];
};

/**
 * Returns the label lines below each bar: `2` over `Sept 2026`, then `9`, `16`, `7` over `Oct`. If not even the first words fit, only bars
 * at regular intervals are labelled.
 * @param roomPx the width of a bar and its gap
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

/** Memoises `wordsBelow` for bars that are drawn one after the other: computed once for each width. */
export const memoizedLabels = (
  names: readonly string[],
): ((roomPx: number) => readonly (readonly string[])[]) => {
  let kept: { readonly roomPx: number; readonly words: readonly (readonly string[])[] } | null = null;
  return (roomPx) => {
    if (kept?.roomPx !== roomPx) kept = { roomPx, words: wordsBelow(names, roomPx) };
    return kept.words;
  };
};

/** Returns the label beside a bar, on two lines if necessary, shortened if it does not fit. */
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
