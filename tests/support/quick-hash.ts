import { randomBytes, scryptSync } from 'node:crypto';

/** Hashes a PIN with minimal cost, for tests that do not concern the cost of trying PINs. */
export const quickHash = (pin: string): string => {
  const salt = randomBytes(16);
  const key = scryptSync(pin, salt, 32, { N: 2 ** 4, r: 8, p: 1 });
  return `scrypt-4-8-1$${salt.toString('base64')}$${key.toString('base64')}`;
};
