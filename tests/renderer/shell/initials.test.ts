import { expect, test } from 'vitest';
import { initialsOf } from '../../../renderer/src/shell/header/initials.ts';

test.each([
  ['A. Operator', 'AO'],
  ['Bea Clerk', 'BC'],
  ['Hilda', 'H'],
  ['maría josé núñez', 'MN'],
  ['Desk 2', 'D2'],
  ['O’Brien, Pat', 'OP'],
  ['李小龙', '李'],
  ['  ', '?'],
  ['!', '?'],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
