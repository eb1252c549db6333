import { expect, test } from 'vitest';
import { planOf } from '../../../electron/tooling/testing/plan.ts';

test('without words everything runs', () => {
  expect(planOf([])).toEqual({ checks: true, unit: true, e2e: true, filters: [] });
});

test('switches choose, and more than one may be given', () => {
  expect(planOf(['--unit'])).toMatchObject({ checks: false, unit: true, e2e: false });
  expect(planOf(['--checks', '--e2e'])).toMatchObject({ checks: true, unit: false, e2e: true });
});

test('words narrow the tests, and leave out the checks that they cannot narrow', () => {
  expect(planOf(['--e2e', 'receiving'])).toEqual({
    checks: false,
    unit: false,
    e2e: true,
    filters: ['receiving'],
  });
  expect(planOf(['receiving'])).toEqual({ checks: false, unit: true, e2e: true, filters: ['receiving'] });
});

test('an unknown switch is refused', () => {
  expect(() => planOf(['--watch'])).toThrow(/not --watch/);
});
