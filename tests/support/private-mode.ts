import { statSync } from 'node:fs';
import { expect } from 'vitest';

/** Expects that only this account can read a file. On Windows the access list of its folder decides, and modes mean nothing. */
export const expectPrivate = (path: string): void => {
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
};
