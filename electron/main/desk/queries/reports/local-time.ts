/** The UTC offset in minutes, and since when it applies, in milliseconds since 1970. */
type ZoneShift = { readonly fromMs: number; readonly minutes: number };

/** Requests are neither older nor newer; outside, the first and the last offset apply. */
const firstYear = 1970;
const lastYear = 2070;
const msPerMinute = 60_000;
const msPerHour = 3_600_000;
const msPerDay = 86_400_000;

const shiftReader = (timeZone: string): ((atMs: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (atMs) => {
    const part = Object.fromEntries(
      format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
    return Math.round((Date.UTC(year, month - 1, day, hour, minute) - atMs) / msPerMinute);
  };
};

/** Returns the UTC offsets of an IANA time zone with their start times: the changes of a century, to the minute. */
const zoneShifts = (timeZone: string): readonly ZoneShift[] => {
  const shiftAt = shiftReader(timeZone);
  const end = Date.UTC(lastYear, 0);
  let atMs = Date.UTC(firstYear, 0);
  let minutes = shiftAt(atMs);
  const shifts: ZoneShift[] = [{ fromMs: Number.NEGATIVE_INFINITY, minutes }];
  // An offset lasts at least a month, also during Ramadan.
  for (let nextMs = atMs + 20 * msPerDay; nextMs < end; nextMs += 20 * msPerDay) {
    const next = shiftAt(nextMs);
    if (next !== minutes) {
      shifts.push({ fromMs: firstMinuteOf(shiftAt, next, atMs, nextMs), minutes: next });
      minutes = next;
    }
    atMs = nextMs;
  }
  return shifts;
};

/** The first minute after `fromMs` at which this offset applies; it applies at `toMs`. */
const firstMinuteOf = (
  shiftAt: (atMs: number) => number,
  shift: number,
  fromMs: number,
  toMs: number,
): number => {
  let [low, high] = [fromMs / msPerMinute, toMs / msPerMinute];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shiftAt(middle * msPerMinute) === shift) high = middle;
    else low = middle;
  }
  return high * msPerMinute;
};

/** Returns the day, as days since 1 January 1970, and the hour of a moment; null if the text is not a moment. */
export type LocalTime = (at: string) => { readonly day: number; readonly hour: number } | null;

const known = new Map<string, LocalTime>();

/** Returns a reader of moments in an IANA time zone: a hundred times as fast as a formatter. */
export const localTimeIn = (timeZone: string): LocalTime => {
  const found = known.get(timeZone) ?? readerOf(zoneShifts(timeZone));
  known.set(timeZone, found);
  return found;
};

const readerOf =
  (shifts: readonly ZoneShift[]): LocalTime =>
  (at) => {
    const ms = Date.parse(at);
    if (Number.isNaN(ms)) return null;
    let [low, high] = [0, shifts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((shifts[middle]?.fromMs ?? 0) <= ms) low = middle;
      else high = middle;
    }
    const local = ms + (shifts[low]?.minutes ?? 0) * msPerMinute;
    const day = Math.floor(local / msPerDay);
    return { day, hour: Math.floor((local - day * msPerDay) / msPerHour) };
  };
