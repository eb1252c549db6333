/** How long equal lines are counted before their number is written, in milliseconds. */
const windowMs = 60_000;
/** How many different lines are remembered at a time. */
const rememberedLines = 20;

// The counts are also written when the program exits.
const counting = new Set<() => void>();
process.on('exit', () => {
  for (const write of counting) write();
});

type Counted = {
  readonly at: number;
  more: number;
  firstMore: Date | null;
  lastMore: Date | null;
};

/**
 * Writes new lines, and only counts a line that was written less than a minute ago: a fault that recurs every few milliseconds would push
 * its cause out of the log. The count follows as `… 37 times more`, with the first and the last time. Memory is bounded, and nothing is
 * counted for longer than a minute.
 * @param append writes a complete line, which ends with `\n`
 * @returns a function that adds a line without its time; the count repeats only its first line
 */
export const countRepeats = (append: (line: string) => void, now: () => Date): ((text: string) => void) => {
  const known = new Map<string, Counted>();
  let timer: NodeJS.Timeout | null = null;

  const forget = (text: string, counted: Counted): void => {
    known.delete(text);
    const { more, firstMore, lastMore } = counted;
    if (firstMore === null || lastMore === null) return;
    const [head] = text.split('\n');
    const times = more === 1 ? 'once more' : `${more} times more`;
    const when =
      more === 1
        ? `at ${firstMore.toISOString()}`
        : `from ${firstMore.toISOString()} to ${lastMore.toISOString()}`;
    append(`${now().toISOString()} ${head} … ${times}, ${when}\n`);
  };

  /** A clock that was set back counts as time passed. */
  const forgetOld = (): void => {
    const nowMs = now().getTime();
    for (const [text, counted] of known) if (Math.abs(nowMs - counted.at) >= windowMs) forget(text, counted);
  };

  const forgetAll = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    counting.delete(forgetAll);
    for (const [text, counted] of known) forget(text, counted);
  };

  return (text) => {
    forgetOld();
    const counted = known.get(text);
    if (counted) {
      counted.more += 1;
      counted.lastMore = now();
      counted.firstMore ??= counted.lastMore;
      // Makes sure that the count is written even if no other line follows.
      timer ??= setTimeout(forgetAll, windowMs).unref();
      counting.add(forgetAll);
      return;
    }
    const [oldest] = known;
    if (known.size >= rememberedLines && oldest) forget(...oldest);
    const at = now();
    known.set(text, { at: at.getTime(), more: 0, firstMore: null, lastMore: null });
    append(`${at.toISOString()} ${text}\n`);
  };
};
