import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** The cost of one attempt: `N` is two to the power of `logN`. It is stored with each hash. */
type Cost = { readonly logN: number; readonly r: number; readonly p: number };

/** Makes it slow to try all PINs of a stolen database: 64 MB and about a fifth of a second per attempt. */
const cost: Cost = { logN: 16, r: 8, p: 1 };
/** The memory limit of a stored hash: a manipulated database must not exhaust the memory. */
const maxMemoryBytes = 256 * 1024 * 1024;
const saltBytes = 16;
const keyBytes = 32;

const memoryOf = ({ logN, r }: Cost): number => 128 * 2 ** logN * r;
const schemeOf = ({ logN, r, p }: Cost): string => `scrypt-${logN}-${r}-${p}`;

// Asynchronous, so that the scanner is still read.
const derive = (pin: string, salt: Buffer, at: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // Twice the required memory: the limit is not meant to be reached.
    const options = { N: 2 ** at.logN, r: at.r, p: at.p, maxmem: 2 * memoryOf(at) };
    scrypt(pin, salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** Returns the stored text for a PIN: `scrypt-16-8-1$salt$key`; the numbers are the cost, salt and key are base64. */
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
  const isCost = at.logN > 0 && at.r > 0 && at.p > 0 && at.p <= 8 && memoryOf(at) <= maxMemoryBytes;
  return isCost && kept.length === keyBytes ? { at, salt: Buffer.from(salt, 'base64'), key: kept } : null;
};

/** Whether a PIN matches a hash; compared in constant time. An invalid hash matches no PIN. */
export const verifyPin = async (pin: string, hash: string): Promise<boolean> => {
  const kept = parseHash(hash);
  return kept !== null && timingSafeEqual(await derive(pin, kept.salt, kept.at), kept.key);
};

/** Whether a hash was made at another cost than today's: then it is renewed as soon as the PIN is known. */
export const isOutdatedHash = (hash: string): boolean => !hash.startsWith(`${schemeOf(cost)}$`);

/** Seconds to wait after consecutive wrong PINs, by their number: two are free, then it grows to a quarter of an hour. */
const pausesSeconds = [0, 0, 0, 5, 15, 60, 300, 900] as const;

/** Returns how long no PIN is accepted after the given number of consecutive wrong ones, in seconds. */
export const pauseAfter = (failures: number): number =>
  pausesSeconds[Math.min(failures, pausesSeconds.length - 1)] ?? 0;

/** The longest pause: a waiting time that is longer because the clock was set back is cut to this. */
export const longestPauseSeconds = 900;
