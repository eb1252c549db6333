import { expect, test } from 'vitest';
import { needingAttention } from '../../../../shared/domain/letters/no-mail.ts';

test('while mail cannot leave all waiting letters need attention, otherwise those that need an operator', () => {
  const count = (state: 'none' | 'no-password' | 'failing' | 'ready') =>
    needingAttention({ state, waiting: 21, needPerson: 2 });
  expect([count('none'), count('no-password'), count('failing'), count('ready')]).toEqual([23, 23, 2, 2]);
});
