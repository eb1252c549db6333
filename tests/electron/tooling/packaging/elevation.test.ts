import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capture } from '../../../../electron/tooling/lib/processes.ts';
import { smallProgram, smallSetup } from '../../../support/packaging/small-setup.ts';
import { startWine, type Wine } from '../../../support/packaging/wine.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// The setup program for everybody, started without the rights of an administrator, in Wine.

const output = temporaryFolder();
let wine: Wine;
let setup = '';
let asUser = '';
beforeAll(async () => {
  setup = await smallSetup(output, { version: '0.1.0', files: smallProgram('0.1.0') });
  asUser = join(output, 'as-user.exe');
  const script = join(import.meta.dirname, '..', '..', '..', 'support', 'packaging', 'as-user.nsi');
  if (capture('makensis', ['-V2', `-DOUT=${asUser}`, script]).code !== 0) throw new Error('makensis failed.');
  wine = await startWine();
});
afterAll(() => {
  wine.stop();
  rmSync(output, { recursive: true, force: true });
});

const start = (args: string) =>
  wine.traced(asUser, { COMMAND_LINE: `Z:${setup.replaceAll('/', '\\')} ${args}` });

test('without pages it says by its exit code that it needs an administrator', async () => {
  expect((await start('/S /allusers')).code).toBe(5);
  expect(existsSync(join(wine.drive, 'Program Files', 'Borrow Desk'))).toBe(false);
});

test('with pages it starts itself as an administrator with everything that it was given', async () => {
  const { commandLines } = await start('/allusers /nodesktop --force-run /D=C:\\Library Programs');
  const [, again = ''] = commandLines.filter((line) => line.includes('setup-0.1.0.exe'));
  for (const given of ['/allusers', '/nodesktop', '--force-run']) expect(again).toContain(` ${given} `);
  expect(again).toMatch(/ \/D=C:\\Library Programs$/);
});
