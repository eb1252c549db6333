import { expect, test } from 'vitest';
import { showProgram } from '../support/page/program-page.tsx';
import { scan } from '../support/page/scan.ts';

test('on Today a book may be scanned before its paperwork was looked up: it is received all the same', async () => {
  const program = await showProgram('demo');
  const { page } = program;
  await expect.poll(() => page.role('textbox', { name: 'Scan anything' }).hasFocus()).toBe(true);
  scan(program, '01MAIN0000101');
  scan(program, 'N-90001');
  await expect
    .poll(() => page.role('region', { name: 'Last step' }).text())
    .toContain('HOLD SHELF · Reader, A.');
});
