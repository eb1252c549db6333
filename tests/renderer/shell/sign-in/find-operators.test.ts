import { expect, test } from 'vitest';
import { findOperators } from '../../../../renderer/src/shell/sign-in/find-operators.ts';
import type { OperatorView } from '../../../../shared/ipc/views.ts';

const operators = ['A. Operator', 'Bea Múller', 'Bo de Vries'].map((name, index): OperatorView => ({
  id: (index + 1) as never,
  name,
  grants: [],
  hasPin: false,
}));
const found = (typed: string): string[] => findOperators(operators, typed).map(({ name }) => name);

test.each([
  ['', ['A. Operator', 'Bea Múller', 'Bo de Vries']],
  ['b', ['Bea Múller', 'Bo de Vries']],
  ['MUL', ['Bea Múller']],
  ['v b', ['Bo de Vries']],
  ['oper', ['A. Operator']],
  ['uller', []],
])('“%s” finds names with words that start with it', (typed, names) => {
  expect(found(typed)).toEqual(names);
});
