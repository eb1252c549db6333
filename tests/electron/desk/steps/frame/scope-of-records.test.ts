import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { Channel } from '../../../../../shared/ipc/channels.ts';
import type { AllCalls } from '../../../../support/all-calls.ts';
import { goTo, hilltop } from '../../../../support/circulation.ts';
import { newOpId, type TestDesk } from '../../../../support/desk.ts';
import { branch, nobody, scopeDesk, secret } from './scope-desk.ts';

const scope = scopeDesk();
const { become } = scope;
let desk: TestDesk;
let calls: AllCalls;
let request: RequestId;
beforeEach(() => {
  ({ desk, calls, request } = scope.at());
});

test('a partner is changed by an administrator of every library that has open requests with it', async () => {
  become(branch);
  goTo(desk, hilltop);
  const values = {
    code: 'NORTH',
    name: 'Elsewhere',
    address: ['1 Other Road'],
    email: '',
    phone: '',
    renewsAutomatically: true,
    cancelNeedsConsent: false,
    active: true,
  };
  const save = () => calls.call('places.savePartner', { opId: newOpId(), id: 1, values });
  expect(await save()).toMatchObject({
    ok: false,
    error: { code: 'role-missing', message: expect.stringContaining('Main Library') as string },
  });
  expect(await calls.call('places.remove', { opId: newOpId(), kind: 'partner', id: 1 })).toMatchObject({
    error: { code: 'role-missing' },
  });
  expect(
    await calls.call('places.savePartner', { opId: newOpId(), id: null, values: { ...values, code: 'NEW' } }),
  ).toMatchObject({ ok: true });
  desk.raw.exec(`UPDATE request SET status = 'REQUEST_COMPLETED'; UPDATE turn SET state = 'supplied'`);
  expect(await save()).toMatchObject({ ok: true });
});

test('an operator without any role gets only their own affairs', async () => {
  become(nobody);
  const inputs: readonly (readonly [Channel, object])[] = [
    ['requests.details', { requestId: request }],
    ['places.patrons', { search: '', offset: 0, limit: 10 }],
    ['letters.list', { show: 'all', offset: 0, limit: 10 }],
    ['loans.findPatron', { text: 'Reader' }],
    ['slips.printTest', { opId: newOpId() }],
    ['app.openDataFolder', {}],
  ];
  for (const [channel, input] of inputs)
    expect([channel, await calls.call(channel, input)]).toMatchObject([
      channel,
      { ok: false, error: { code: 'role-missing' } },
    ]);
  const { settings } = ((await calls.call('app.load', {})) as { value: { settings: { printing: object } } })
    .value;
  const change = (part: object) => calls.call('app.saveSettings', { settings: part });
  expect(await change({ printing: { ...settings.printing, paper: 'A4' } })).toMatchObject({
    ok: false,
    error: { code: 'role-missing' },
  });
  expect(await change({ scanner: { prefix: '~', suffix: '' } })).toMatchObject({ ok: false });
  expect(
    await change({ appearance: { colorScheme: 'dark', density: 'compact', sounds: false } }),
  ).toMatchObject({ ok: true });
});

test('an error of the page is logged without its message, also while no operator is signed in', async () => {
  desk.context.session.signOut();
  const error = { kind: 'thrown', name: 'TypeError', stack: '    at draw (app://desk/assets/x.js:1:2)' };
  expect(await calls.call('app.reportError', error)).toMatchObject({ ok: true });
  const log = readFileSync(join(dirname(desk.file), 'logs', 'borrow-desk.log'), 'utf8');
  expect(log).toContain('page.error');
  expect(log).toContain('TypeError');
  expect(log).toContain('at draw (app://desk/assets/x.js:1:2)');
  expect(await calls.call('app.reportError', { ...error, name: secret })).toMatchObject({ ok: true });
  expect(readFileSync(join(dirname(desk.file), 'logs', 'borrow-desk.log'), 'utf8')).not.toContain(secret);
});
