import { expect, test } from 'vitest';
import { needingAttention } from '../../../../shared/domain/letters/no-mail.ts';

test('while mail cannot leave all letters that wait need attention, otherwise those that need a person', () => {
  const count = (state: 'none' | 'no-password' | 'failing' | 'ready') =>
    needingAttention({ state, waiting: 21, needPerson: 2 });
  expect([count('none'), count('no-password'), count('failing'), count('ready')]).toEqual([23, 23, 2, 2]);
});
