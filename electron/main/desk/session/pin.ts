import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What makes trying all PINs of a stolen database slow: 32 MB and about a tenth of a second a try. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const saltBytes = 16;
const keyBytes = 32;
const scheme = 'scrypt-15-8-1';

const shape = /^\d{4,12}$/;

/** Whether the text can be a PIN: 4 to 12 digits. */
export const isPin = (text: string): boolean => shape.test(text);

// Not the one that blocks: the scanner is read meanwhile.
const derive = (pin: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(pin, salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });

/** The text that is kept of a PIN: `scrypt-15-8-1$salt$key`, both in base64. */
export const hashPin = async (pin: string): Promise<string> => {
  const salt = randomBytes(saltBytes);
  const key = await derive(pin, salt);
  return [scheme, salt.toString('base64'), key.toString('base64')].join('$');
};

/** Whether a PIN is the one of which `hash` was kept; compared in constant time. A hash that is none fits no PIN. */
export const fitsPin = async (pin: string, hash: string): Promise<boolean> => {
  const [name, salt = '', key = ''] = hash.split('$');
  const kept = Buffer.from(key, 'base64');
  if (name !== scheme || kept.length !== keyBytes) return false;
  return timingSafeEqual(await derive(pin, Buffer.from(salt, 'base64')), kept);
};

/** Seconds to wait after so many wrong PINs in a row: three are free, then it grows to a quarter of an hour. */
const pausesSeconds = [0, 0, 0, 5, 15, 60, 300, 900] as const;

/** How long no PIN is looked at after the given number of wrong ones in a row, in seconds. */
export const pauseAfter = (failures: number): number =>
  pausesSeconds[Math.min(failures, pausesSeconds.length - 1)] ?? 0;

/** The longest pause: a waiting time that a clock set back would make longer is cut to it. */
export const longestPauseSeconds = 900;
