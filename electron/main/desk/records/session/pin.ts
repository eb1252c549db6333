import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** How costly one try is: `N` is two to the power of `logN`. It is kept with each hash. */
type Cost = { readonly logN: number; readonly r: number; readonly p: number };

/** What makes trying all PINs of a stolen database slow: 64 MB and about a fifth of a second a try. */
const cost: Cost = { logN: 16, r: 8, p: 1 };
/** What a hash may ask for: a database that somebody wrote by hand must not take all memory. */
const mostMemoryBytes = 256 * 1024 * 1024;
const saltBytes = 16;
const keyBytes = 32;

const memoryOf = ({ logN, r }: Cost): number => 128 * 2 ** logN * r;
const schemeOf = ({ logN, r, p }: Cost): string => `scrypt-${logN}-${r}-${p}`;

// Not the one that blocks: the scanner is read meanwhile.
const derive = (pin: string, salt: Buffer, at: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // Twice of what it needs: the limit is not meant to be met.
    const options = { N: 2 ** at.logN, r: at.r, p: at.p, maxmem: 2 * memoryOf(at) };
    scrypt(pin, salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** The text that is kept of a PIN: `scrypt-16-8-1$salt$key`, the numbers being the cost, salt and key in base64. */
export const hashPin = async (pin: string): Promise<string> => {
  const salt = randomBytes(saltBytes);
  const key = await derive(pin, salt, cost);
  return [schemeOf(cost), salt.toString('base64'), key.toString('base64')].join('$');
};

type Kept = { readonly at: Cost; readonly salt: Buffer; readonly key: Buffer };

const parseHash = (hash: string): Kept | null => {
  const [, logN, r, p, salt = '', key = ''] =
    /^scrypt-(\d{1,2})-(\d{1,2})-(\d{1,2})\$([^$]+)\$([^$]+)$/.exec(hash) ?? [];
  const at = { logN: Number(logN), r: Number(r), p: Number(p) };
  const kept = Buffer.from(key, 'base64');
  const isCost = at.logN > 0 && at.r > 0 && at.p > 0 && at.p <= 8 && memoryOf(at) <= mostMemoryBytes;
  return isCost && kept.length === keyBytes ? { at, salt: Buffer.from(salt, 'base64'), key: kept } : null;
};

/** Whether a PIN is the one of which `hash` was kept; compared in constant time. A hash that is none fits no PIN. */
export const fitsPin = async (pin: string, hash: string): Promise<boolean> => {
  const kept = parseHash(hash);
  return kept !== null && timingSafeEqual(await derive(pin, kept.salt, kept.at), kept.key);
};

/** Whether a hash was made at another cost than today's: then it is made anew as soon as the PIN is known. */
export const isOutdatedHash = (hash: string): boolean => !hash.startsWith(`${schemeOf(cost)}$`);

/** Seconds to wait after so many wrong PINs in a row: three are free, then it grows to a quarter of an hour. */
const pausesSeconds = [0, 0, 0, 5, 15, 60, 300, 900] as const;

/** How long no PIN is looked at after the given number of wrong ones in a row, in seconds. */
export const pauseAfter = (failures: number): number =>
  pausesSeconds[Math.min(failures, pausesSeconds.length - 1)] ?? 0;

/** The longest pause: a waiting time that a clock set back would make longer is cut to it. */
export const longestPauseSeconds = 900;
