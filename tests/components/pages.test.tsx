import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

vi.hoisted(() => vi.stubEnv('BORROW_DESK_LANGUAGE', 'de'));

test('the range of rows is written as the language writes numbers', async () => {
  const { Pages } = await import('../../renderer/src/components/Pages.tsx');
  const { show } = await import('./shown.tsx');
  show(<Pages offset={12_300} limit={100} total={1_234_567} turn={() => undefined} />);
  expect(screen.getByRole('status').textContent).toBe('12.301–12.400 von 1.234.567');
});
