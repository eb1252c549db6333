/** The day on which the demo library is set. */
const today = Date.UTC(2026, 10, 25);
const msPerDay = 86_400_000;

/** The calendar date so many days after the day of the demo library (before it: negative). */
export const day = (days: number): string => new Date(today + days * msPerDay).toISOString().slice(0, 10);

/** A moment in working hours of that day, in UTC. `n` chooses which. */
export const moment = (days: number, n: number): string =>
  `${day(days)}T${String(13 + (n % 8)).padStart(2, '0')}:${String((n * 7) % 60).padStart(2, '0')}:00Z`;
