import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runHubSwitches } from '../../../../electron/main/app/hub-switches.ts';
import { parseSwitches } from '../../../../electron/main/app/switches.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { password } from '../../../support/hub/postgres.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { openWorkstation, type Workstation } from '../../../support/hub/workstation.ts';

const { server, first } = await realServer();

const [out, err] = [[] as string[], [] as string[]];
beforeEach(() => {
  for (const [stream, lines] of [
    [process.stdout, out],
    [process.stderr, err],
  ] as const) {
    lines.length = 0;
    vi.spyOn(stream, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('each switch prints one line about what it did, and a wrong fingerprint is refused', async () => {
  const folder = dirname(first.file);
  first.raw.pragma('wal_checkpoint(TRUNCATE)');
  for (const name of ['one', 'two']) mkdirSync(join(folder, name));
  const file = join(folder, 'one', 'borrow-desk.sqlite');
  copyFileSync(first.file, file);
  const one = openWorkstation(file);
  const run = (at: Workstation, ...switches: readonly string[]): Promise<boolean> =>
    runHubSwitches(at.hub, parseSwitches([...switches], folder), () =>
      Promise.resolve(ok(first.context.session.operator())),
    );
  const account = { host: '127.0.0.1', port: server.port, database: 'postgres', user: 'postgres', password };
  const make = join(folder, 'make.json');
  writeFileSync(make, JSON.stringify({ ...account, fingerprint: 'AB:CD' }));
  expect(await run(one, `--make-hub=${make}`, '--hub-name=Desk one')).toBe(false);
  expect(err).toEqual([
    expect.stringMatching(
      /^The fingerprints do not match\. The server’s key has the fingerprint (?:[0-9a-f]{2}:){31}[0-9a-f]{2}\. Nothing was sent\./u,
    ),
  ]);
  expect(existsSync(join(folder, 'one', 'hub.json'))).toBe(false);
  // However its digits are formatted.
  const fingerprint = /[0-9a-f:]{95}/u.exec(err[0] ?? '')?.[0] ?? '';
  const text = JSON.stringify(
    { ...account, fingerprint: fingerprint.replaceAll(':', ' ').toUpperCase() },
    null,
    2,
  );
  err.length = 0;
  writeFileSync(make, '{"password": secret}\r\n');
  expect(await run(one, `--make-hub=${make}`)).toBe(false);
  expect(err).toEqual([expect.stringMatching(/^The hub file is not valid JSON\. [^{]*\n$/u)]);
  for (const [wrong, fields] of [
    [{ ...account, port: '5432', password: undefined }, 'port, password'],
    [{ ...account, fingerprint: 7 }, 'fingerprint'],
    [null, 'host, port, database, user, password'],
  ] as const) {
    err.length = 0;
    writeFileSync(make, JSON.stringify(wrong));
    expect(await run(one, `--make-hub=${make}`)).toBe(false);
    expect(err).toEqual([
      `The hub file cannot be used. Missing or wrong fields: ${fields}. The guide to the command line shows what it must contain.\n`,
    ]);
  }
  // As Notepad saves it.
  writeFileSync(make, `\uFEFF${text.replaceAll('\n', '\r\n')}`);

  const address = `127.0.0.1:${server.port}/postgres`;
  const joining = join(folder, 'joining.json');
  expect(await run(one, `--make-hub=${make}`, '--hub-name=Desk one')).toBe(true);
  await one.inStep();
  expect(await run(one, `--invite-to-hub=${joining}`)).toBe(true);
  const invitation = readFileSync(joining, 'utf8');
  const { expiresAt } = JSON.parse(invitation) as { readonly expiresAt: string };
  writeFileSync(joining, `\uFEFF${invitation}`, 'utf16le');
  const two = openWorkstation(join(folder, 'two', 'borrow-desk.sqlite'));
  expect(await run(two, `--join-hub=${joining}`, '--hub-name=Desk two')).toBe(true);
  expect(out).toEqual([
    `Created the hub ${address}. This workstation is Desk one, number 1.\n`,
    `Created ${joining}. It lets one workstation join the hub ${address} until ${expiresAt}.\n`,
    `Joined the hub ${address}. From the next start this workstation is Desk two, number 2.\n`,
  ]);
}, 120_000);
