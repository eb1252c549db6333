import { expect, test } from 'vitest';
import type { Call } from '../../../electron/main/ipc/dispatch.ts';
import { dispatch } from '../../../electron/main/ipc/dispatch.ts';
import type { Handlers } from '../../../electron/main/ipc/handlers.ts';
import type { Log } from '../../../electron/main/log/log.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { channels } from '../../../shared/ipc/channels.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { ok } from '../../../shared/ipc/result.ts';

const lines: string[] = [];
const note =
  (level: string) =>
  (...parts: unknown[]): void =>
    void lines.push(
      `${level} ${parts.map((part) => (part instanceof Error ? part.name : JSON.stringify(part))).join(' ')}`,
    );
const log: Log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };

const handlers = (some: Partial<Handlers<Channel>>): Handlers<Channel> => some as Handlers<Channel>;
const call = (more: Partial<Call>): Call => ({
  channel: 'receiving.open',
  input: { code: 'A1', further: false },
  trusted: true,
  checkOutput: true,
  assertStorage: () => undefined,
  onDamage: () => undefined,
  ...more,
});

test('every channel has its shapes and the other way round', () => {
  expect(Object.keys(contract).sort()).toEqual([...channels].sort());
});

test.each([
  ['a foreign page', call({ trusted: false }), 'foreign-sender'],
  ['an unknown channel', call({ channel: 'receiving.destroy' }), 'unknown-channel'],
  ['a channel of the prototype', call({ channel: '__proto__' }), 'unknown-channel'],
  ['a channel that is no text', call({ channel: { toString: () => 'receiving.open' } }), 'unknown-channel'],
  ['a payload that lacks something', call({ input: { code: 'A1' } }), 'bad-payload'],
  [
    'a payload with something more',
    call({ input: { code: 'A1', further: false, path: '/etc' } }),
    'bad-payload',
  ],
  ['a text that is too long', call({ input: { code: 'x'.repeat(5000), further: false } }), 'bad-payload'],
  ['no payload', call({ input: undefined }), 'bad-payload'],
])('%s is refused before any handler runs', async (_, wrong, code) => {
  let ran = false;
  const answer = await dispatch(
    handlers({
      'receiving.open': () => {
        ran = true;
        throw new Error('ran');
      },
    }),
    wrong,
    log,
  );
  expect(answer).toMatchObject({ ok: false, error: { code } });
  expect(ran).toBe(false);
});

test('a handler that throws becomes a refusal, by its kind, and its message stays out of the log', async () => {
  lines.length = 0;
  const full = Object.assign(new Error('Reader, A. P1000001'), { code: 'SQLITE_FULL', name: 'SqliteError' });
  const throwing = (error: Error) =>
    handlers({
      'receiving.open': () => {
        throw error;
      },
    });
  expect(await dispatch(throwing(full), call({}), log)).toMatchObject({
    ok: false,
    error: { code: 'disk-full' },
  });
  expect(await dispatch(throwing(new Error('Reader, A.')), call({}), log)).toMatchObject({
    ok: false,
    error: { code: 'unexpected', retryable: true },
  });
  expect(lines.join('\n')).not.toContain('Reader');
});

test('damage that shows in a call is passed on, other trouble is not', async () => {
  let told = 0;
  const failing = (code: string) =>
    dispatch(
      handlers({
        'receiving.open': () => {
          throw Object.assign(new Error('failed'), { code, name: 'SqliteError' });
        },
      }),
      call({ onDamage: () => void (told += 1) }),
      log,
    );
  await failing('SQLITE_FULL');
  expect(told).toBe(0);
  expect(await failing('SQLITE_CORRUPT')).toMatchObject({ ok: false, error: { code: 'database-damaged' } });
  expect(told).toBe(1);
});

test('an answer that the contract does not know is a fault in tests and in development', async () => {
  const wrong = handlers({ 'today.cards': () => ok([{ id: 'nonsense' }] as never) });
  const cards = call({ channel: 'today.cards', input: {} });
  expect(await dispatch(wrong, cards, log)).toMatchObject({ ok: false, error: { code: 'unexpected' } });
  expect(await dispatch(wrong, { ...cards, checkOutput: false }, log)).toMatchObject({ ok: true });
});
