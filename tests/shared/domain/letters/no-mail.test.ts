import { expect, test } from 'vitest';
import { lettersWaitIn, needingAttention, noMailOf } from '../../../../shared/domain/letters/no-mail.ts';

test('while mail cannot leave all waiting letters need attention, otherwise those that need an operator', () => {
  const count = (state: 'none' | 'no-password' | 'failing' | 'ready') =>
    needingAttention({ state, waiting: 21, needPerson: 2 });
  expect([count('none'), count('no-password'), count('failing'), count('ready')]).toEqual([23, 23, 2, 2]);
});

test('letters wait while mail is unavailable, so that no sentence calls them sent; they leave without staff', () => {
  expect((['none', 'no-password', 'failing', 'ready'] as const).map(lettersWaitIn)).toEqual([
    'none',
    'no-password',
    'failing',
    null,
  ]);
  expect([noMailOf('failing'), noMailOf('none')]).toEqual([null, 'none']);
});
