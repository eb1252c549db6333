import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';

function ask(script: string, purpose: string): { readonly status: number | null; readonly stderr: string } {
  const file = join(projectFolder, 'electron/tooling', script);
  return spawnSync(process.execPath, [file, purpose], { encoding: 'utf8' });
}

test.each(['tests', 'toString'])('the purpose "%s" is refused, not taken for "nothing needed"', (purpose) => {
  const { status, stderr } = ask('system-packages.mjs', purpose);
  expect(status).not.toBe(0);
  expect(stderr).toContain(`no such purpose: ${purpose}`);
});

test('nothing is needed for nothing, and what the tests need is there: they run', () => {
  expect(ask('system-packages.mjs', 'none').status).toBe(0);
  expect(ask('system-packages.mjs', 'test').status).toBe(0);
});

test.each(['tset', 'toString'])('the script "%s" is refused with the names that there are', (name) => {
  const { status, stderr } = ask('bootstrap.mjs', name);
  expect(status).toBe(1);
  expect(stderr).toContain('bootstrap knows: start, dev, build, test');
});
