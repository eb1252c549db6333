import { expect, test } from 'vitest';
import { exportFailure, failureMessage } from '../../../electron/main/files/failures.ts';

const withCode = (code: string): Error => Object.assign(new Error(code), { code });

test('a file that another program has open is not taken for a drive that does not respond', () => {
  expect(failureMessage(withCode('EBUSY'))).toBe(
    'Another program has the file open. Close it there, then import the file again.',
  );
  expect(exportFailure(withCode('EBUSY'))).toContain('Another program has a file with this name open.');
  expect(failureMessage(withCode('EIO'))).toContain('is not responding');
});
