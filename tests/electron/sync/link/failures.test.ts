import { expect, test } from 'vitest';
import { failureOf } from '../../../../electron/main/sync/link/failures.ts';

const sentence = (error: unknown): string => failureOf(error).error.message;
const withCode = (code: string, message: string): Error => Object.assign(new Error(message), { code });

test('what PostgreSQL answers is quoted as the hub’s answer, and an error of our own is not', () => {
  expect(sentence(withCode('22P02', 'invalid input'))).toBe(
    'The hub could not do this. It replied: “invalid input”.',
  );
  expect(sentence(new Error('no link'))).toBe('This did not work: “no link”.');
  expect(sentence(withCode('EPERM', 'not permitted'))).toBe('This did not work: “not permitted”.');
});

test('a login that is not accepted is not called typed, since nobody may have typed one', () => {
  expect(sentence(withCode('28P01', 'x'))).toContain('Check the name and password if you entered them');
});
