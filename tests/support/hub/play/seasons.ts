/** Where a library is, and when a run begins there. */
export type Season = { readonly timeZone: string; readonly begins: string };

/** Some begin shortly before midnight at the library, some shortly before a clock change: then the date is different elsewhere. */
const seasons: readonly Season[] = [
  { timeZone: 'Europe/London', begins: '2026-11-25T08:00:00Z' },
  { timeZone: 'Pacific/Auckland', begins: '2026-11-25T10:50:00Z' },
  { timeZone: 'America/New_York', begins: '2026-11-25T04:48:00Z' },
  { timeZone: 'Europe/Berlin', begins: '2026-11-25T22:45:00Z' },
  { timeZone: 'Asia/Kathmandu', begins: '2026-11-25T18:05:00Z' },
  // An hour is repeated.
  { timeZone: 'America/New_York', begins: '2026-11-01T03:50:00Z' },
  { timeZone: 'America/Los_Angeles', begins: '2026-11-01T06:50:00Z' },
  // An hour is skipped, at midnight.
  { timeZone: 'America/Havana', begins: '2027-03-14T04:50:00Z' },
];

/** Derived from the seed, not from the random numbers of the events. */
export const seasonOf = (seed: number): Season =>
  seasons[Math.imul(seed, 0x9e3779b1) >>> 29] ?? seasons[0] ?? { timeZone: 'UTC', begins: '' };
