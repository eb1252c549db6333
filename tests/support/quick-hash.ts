import { randomBytes, scryptSync } from 'node:crypto';

/** The hash of a PIN at a cost of nearly nothing, for tests of what comes of a PIN and not of what trying one costs. */
export const quickHash = (pin: string): string => {
  const salt = randomBytes(16);
  const key = scryptSync(pin, salt, 32, { N: 2 ** 4, r: 8, p: 1 });
  return `scrypt-4-8-1$${salt.toString('base64')}$${key.toString('base64')}`;
};
