/** Lines that say the same are counted for so long, in milliseconds, before their number is written. */
const windowMs = 60_000;
/** Different lines that are remembered at a time. */
const rememberedLines = 20;

// What was counted is written when the program ends, too.
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
 * Writes a line that says something new, and counts one that was written less than a minute ago: a fault that comes back every
 * few milliseconds would drive what led to it out of the log. What was counted follows as `… 37 times more`, with the first and the
 * last time. The memory is bounded, and nothing is counted longer than a minute.
 * @param append writes a whole line, which ends with `\n`
 * @returns takes a line without its time; only the first of its lines is repeated beside a number
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

  /** A clock that was put back counts as time that has passed. */
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
      // Where nothing more is ever written, the number is all the same.
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
