import { expect, test } from 'vitest';
import {
  isMailMissing,
  lettersWaitIn,
  mailSentence,
  mailStates,
  needingAttention,
} from '../../../../shared/domain/letters/mail-states.ts';

test('while mail cannot leave all waiting letters need attention, otherwise those that need an operator', () => {
  const count = (state: 'none' | 'no-password' | 'failing' | 'ready') =>
    needingAttention({ state, waiting: 21, needPerson: 2 });
  expect([count('none'), count('no-password'), count('failing'), count('ready')]).toEqual([23, 23, 2, 2]);
});

test('letters wait while mail is unavailable, so that no sentence calls them sent; they leave without staff', () => {
  expect(mailStates.map(lettersWaitIn)).toEqual(['none', 'no-password', 'failing', null]);
  expect(mailStates.map(isMailMissing)).toEqual([true, true, false, false]);
});

test('a failing mail server is quoted; without its words, letters are said to wait', () => {
  const said = (words: string): string => mailSentence({ state: 'failing', words });
  expect(said('The server refused the password.')).toBe('The server refused the password.');
  expect(said('')).toBe('Letters wait until the mail server accepts them.');
});
