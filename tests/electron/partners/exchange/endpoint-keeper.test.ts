import { copyFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stripForMove } from '../../../../electron/main/db/workstation-rows.ts';
import type { Secrets } from '../../../../electron/main/desk/output/mail/ports.ts';
import { EndpointAccount } from '../../../../electron/main/partners/exchange/endpoint-account.ts';
import { EndpointKeeper } from '../../../../electron/main/partners/exchange/endpoint-keeper.ts';
import { endpointService } from '../../../../electron/main/partners/exchange/endpoint.service.ts';
import { inboxOn } from '../../../../electron/main/partners/exchange/inbox.ts';
import type { KeyPair } from '../../../../electron/main/partners/exchange/key-pair.ts';
import { takeIn } from '../../../../electron/main/partners/exchange/take-in.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import { closedEndpoint, type EndpointSettings } from '../../../../shared/domain/endpoint.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import { makeCertificate } from '../../../support/certificate.ts';
import { openCopyOf, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { postTo } from '../../../support/post-to.ts';
import { valueOf } from '../../../support/results.ts';

let desk: TestDesk;
let keeper: EndpointKeeper;
let isRefused = false;
let rests = false;
let chosen: KeyPair | null = null;

const keyStore: Secrets = {
  available: () => true,
  seal: (secret) => Buffer.from(secret).toString('base64'),
  unseal: (sealed) => Buffer.from(sealed, 'base64').toString(),
};
const noKeyStore: Secrets = { ...keyStore, available: () => false };

/** Opens the endpoint of a workstation, as each start of the program does. */
const open = (secrets = keyStore) => {
  const { db, now } = desk.context;
  const account = new EndpointAccount(db, secrets);
  keeper = new EndpointKeeper({
    account,
    take: (message) => Promise.resolve(takeIn(message, instantOf(now()), inboxOn(db))),
    rests: () => rests,
    now,
    changed: () => undefined,
    logFault: (error) => {
      throw error;
    },
    retryMs: 50,
  });
  return endpointService({
    account,
    keeper,
    keepsSecrets: secrets.available,
    choosePem: (what) =>
      Promise.resolve(chosen && { name: 'a.pem', text: what === 'key' ? chosen.key : chosen.certificate }),
    check: () => (isRefused ? refuse('role-missing', 'No.') : ok(null)),
  });
};

beforeEach(() => {
  desk = openTestDesk();
  isRefused = rests = false;
  chosen = null;
});
afterEach(async () => {
  await keeper.stop();
  desk.close();
});

const freePort = async (): Promise<{ port: number; free: () => Promise<void> }> => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, free: () => new Promise((resolve) => void server.close(() => resolve())) };
};
const settings = async (more: Partial<EndpointSettings> = {}): Promise<EndpointSettings> => {
  const { port, free } = await freePort();
  await free();
  return { ...closedEndpoint, isOpen: true, port, ...more };
};
const post = async (
  { port, path }: EndpointSettings,
  headers: Record<string, string> = {},
): Promise<number> => (await postTo(`http://127.0.0.1:${port}${path}`, headers)).status;
const stored = (): unknown[] => desk.raw.prepare('SELECT raw FROM partner_message').pluck().all();

test('it is closed until staff open it; then every message is stored, until they close it', async () => {
  const endpoint = open();
  await keeper.follow();
  expect(valueOf(await endpoint.load({}))).toMatchObject({
    settings: closedEndpoint,
    state: { kind: 'closed' },
  });
  const wanted = await settings();
  const view = valueOf(await endpoint.save({ settings: wanted, secret: null }));
  const address = `http://127.0.0.1:${wanted.port}/iso18626`;
  expect(view.state).toMatchObject({ kind: 'listening', address, lastAt: null });
  expect(await post(wanted)).toBe(200);
  expect(stored()).toEqual(['<a/>']);
  expect(valueOf(await endpoint.load({})).state).toMatchObject({ lastAt: instantOf(desk.context.now()) });
  await endpoint.save({ settings: { ...wanted, isOpen: false }, secret: null });
  await expect(post(wanted)).rejects.toThrow(/ECONNREFUSED|socket hang up/u);
});

test('the next start opens it again, but not while the library is in use elsewhere', async () => {
  const wanted = await settings();
  await open().save({ settings: wanted, secret: null });
  await keeper.stop();
  open();
  rests = true;
  await keeper.follow();
  expect(keeper.state()).toEqual({ kind: 'closed' });
  rests = false;
  await keeper.follow();
  expect(await post(wanted)).toBe(200);
});

test('a port in use is reported, and tried again until it is free', async () => {
  const { port, free } = await freePort();
  const endpoint = open();
  const wanted = { ...closedEndpoint, isOpen: true, port };
  const view = valueOf(await endpoint.save({ settings: wanted, secret: null }));
  expect(view.state).toMatchObject({
    kind: 'failing',
    words: expect.stringContaining(`Port ${port} is in use by another program.`),
  });
  await free();
  await expect.poll(() => keeper.state().kind).toBe('listening');
  expect(await post(wanted)).toBe(200);
});

test('an address that this computer does not have is reported', async () => {
  const wanted = await settings({ host: '192.0.2.1', callers: ['0.0.0.0/0'] });
  const view = valueOf(await open().save({ settings: wanted, secret: null }));
  expect(view.state).toMatchObject({ words: expect.stringContaining('does not have the address 192.0.2.1') });
});

test('callers must send the secret that staff entered; if it is lost, nobody is admitted', async () => {
  const endpoint = open(noKeyStore);
  const wanted = await settings({ authentication: { kind: 'basic', user: 'north' } });
  expect(await endpoint.save({ settings: wanted, secret: null })).toMatchObject({
    error: { code: 'record-unfit', details: { field: 'secret' } },
  });
  const view = valueOf(await endpoint.save({ settings: wanted, secret: 'open sesame' }));
  expect(view).toMatchObject({ hasSecret: true, keepsSecrets: false, state: { kind: 'listening' } });
  const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  expect(await post(wanted)).toBe(401);
  expect(await post(wanted, basic('north:open sesame'))).toBe(200);
  // A computer that stores no secrets has forgotten it after a start.
  await keeper.stop();
  open(noKeyStore);
  await keeper.follow();
  expect(keeper.state()).toMatchObject({ kind: 'failing', words: expect.stringContaining('is missing') });
  await expect(post(wanted)).rejects.toThrow(/ECONNREFUSED|socket hang up/u);
  expect(desk.raw.prepare("SELECT value FROM setting WHERE key = 'endpoint'").pluck().get()).not.toContain(
    'sesame',
  );
});

test('it is not opened to everyone on a network by accident, nor by operators without the role', async () => {
  const endpoint = open();
  const wide = await settings({ host: '0.0.0.0' });
  expect(await endpoint.save({ settings: wide, secret: null })).toMatchObject({
    error: { code: 'record-unfit', details: { field: 'callers' } },
  });
  const wrong = { ...wide, callers: ['north.example'] };
  expect(await endpoint.save({ settings: wrong, secret: null })).toMatchObject({
    error: { details: { field: 'callers' }, message: expect.stringContaining('north.example') },
  });
  const narrow = { ...wide, callers: ['192.0.2.7'] };
  expect(valueOf(await endpoint.save({ settings: narrow, secret: null })).state).toMatchObject({
    kind: 'listening',
  });
  expect(await post(narrow)).toBe(403);
  isRefused = true;
  expect(await endpoint.save({ settings: wide, secret: null })).toMatchObject({
    error: { code: 'role-missing' },
  });
  expect(await endpoint.chooseCertificate({})).toMatchObject({ error: { code: 'role-missing' } });
  expect(await endpoint.removeCertificate({})).toMatchObject({ error: { code: 'role-missing' } });
});

test('its settings stay on the computer: a library that moves takes neither them nor their secrets along', async () => {
  const wanted = await settings({ authentication: { kind: 'header', name: 'X-Key' } });
  await open().save({ settings: wanted, secret: 'open sesame' });
  const copy = `${desk.file}.moved`;
  copyFileSync(desk.file, copy);
  stripForMove(copy);
  const moved = openCopyOf(copy, desk.context.now);
  const account = new EndpointAccount(moved.context.db, keyStore);
  expect(account.load()).toEqual({ settings: closedEndpoint, secret: null, tls: null });
  moved.close();
});

test('with a certificate it accepts encrypted messages only', async () => {
  const endpoint = open();
  const { cert, key } = makeCertificate({ until: 2031 });
  chosen = { certificate: cert, key };
  const wanted = await settings();
  await endpoint.save({ settings: wanted, secret: null });
  const view = valueOf(await endpoint.chooseCertificate({}));
  expect(view).toMatchObject({
    certificateUntil: '2031-01-01T00:00:00.000Z',
    state: { address: `https://127.0.0.1:${wanted.port}/iso18626` },
  });
  await expect(post(wanted)).rejects.toThrow(/ECONNREFUSED|socket hang up/u);
  await endpoint.removeCertificate({});
  expect(await post(wanted)).toBe(200);
});
