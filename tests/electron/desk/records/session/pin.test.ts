import { randomBytes, scryptSync } from 'node:crypto';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { programFacts } from '../../../../support/program-facts.ts';
import { beforeEach, expect, test } from 'vitest';
import type { AppStateService } from '../../../../../electron/main/desk/records/session/app-state.service.ts';
import { appStateService } from '../../../../../electron/main/desk/records/session/app-state.service.ts';
import { operatorsService } from '../../../../../electron/main/desk/records/operators/operators.service.ts';
import { verifyPin, hashPin } from '../../../../../electron/main/desk/records/session/pin.ts';
import type { OperatorId } from '../../../../../shared/domain/ids.ts';
import { openTestDesk } from '../../../../support/desk.ts';

const first = 1 as OperatorId;
const desk = forEachTest(openTestDesk);
let app: AppStateService;
beforeEach(() => {
  app = appStateService(desk.context.db, desk.context.session, programFacts(desk));
});

/** A hash from the time when four digits were enough. */
const oldHash = (pin: string): string => {
  const salt = randomBytes(16);
  const key = scryptSync(pin, salt, 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 });
  return `scrypt-15-8-1$${salt.toString('base64')}$${key.toString('base64')}`;
};
const keep = (hash: string): void => {
  desk.raw.prepare('UPDATE operator SET pin_hash = ? WHERE id = 1').run(hash);
  desk.context.session.refresh();
};
const kept = (): string =>
  (desk.raw.prepare('SELECT pin_hash AS hash FROM operator WHERE id = 1').get() as { hash: string }).hash;

test('a four-digit PIN with its old hash still signs in; it is rehashed, and a longer PIN requested', async () => {
  keep(oldHash('2468'));
  expect(await app.signIn({ operatorId: first, pin: '1111' })).toMatchObject({
    error: { code: 'pin-wrong' },
  });
  expect(kept()).toMatch(/^scrypt-15-8-1\$/);
  expect(await app.signIn({ operatorId: first, pin: '2468' })).toMatchObject({
    ok: true,
    value: { pinIsShort: true },
  });
  expect(kept()).toMatch(/^scrypt-16-8-1\$/);
  const renewed = kept();
  expect(await app.signIn({ operatorId: first, pin: '2468' })).toMatchObject({ ok: true });
  expect(kept()).toBe(renewed);
  // A new four-digit PIN is refused; a longer one ends the prompt.
  const { setPin } = operatorsService(desk.context);
  expect(await setPin({ id: first, pin: '1357', current: '2468' })).toMatchObject({
    error: { code: 'pin-unfit', message: expect.stringContaining('6 to 12 digits') },
  });
  expect(await setPin({ id: first, pin: '135791', current: '2468' })).toMatchObject({ ok: true });
  expect(app.load()).toMatchObject({ value: { pinIsShort: false } });
});

test('a longer PIN is not requested twice', async () => {
  keep(await hashPin('246813'));
  expect(await app.signIn({ operatorId: first, pin: '246813' })).toMatchObject({
    value: { pinIsShort: false },
  });
});

test('a PIN changed while it was being checked is not overwritten with the old one', async () => {
  keep(oldHash('2468'));
  const signingIn = app.signIn({ operatorId: first, pin: '2468' });
  keep('another');
  await signingIn;
  expect(kept()).toBe('another');
});

test.each([
  'scrypt-15-8-1$c2FsdA==$a2V5',
  'scrypt-30-8-1$c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'scrypt-16-99-1$c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'scrypt-16-8-99$c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'scrypt-00-8-1$c2FsdA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  '',
])('a handwritten hash matches nothing and costs no more than a real one: %s', async (hash) => {
  expect(await verifyPin('246813', hash)).toBe(false);
});

/** CPU time, so that other processes do not count. */
const bestOf = async (times: number, work: () => unknown): Promise<number> => {
  let best = Number.POSITIVE_INFINITY;
  for (let n = 0; n < times; n += 1) {
    const from = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(from);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
};

test('one attempt costs a fifth of a second, off the thread that reads the scanner', async () => {
  const salt = randomBytes(16);
  // What this machine needs for an eighth of it.
  const eighthMs = await bestOf(5, () =>
    scryptSync('246813', salt, 32, { N: 2 ** 13, r: 8, p: 1, maxmem: 2 ** 26 }),
  );
  const wholeMs = await bestOf(3, () => hashPin('246813'));
  expect(wholeMs / eighthMs).toBeGreaterThan(4);
  expect(wholeMs / eighthMs).toBeLessThan(24);
  // 100 to 300 ms on typical desk machines; the limits allow for slower and faster ones.
  expect(wholeMs).toBeGreaterThan(40);
  expect(wholeMs).toBeLessThan(1_500);
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 5);
  await hashPin('246813');
  clearInterval(turning);
  expect(turns).toBeGreaterThan(3);
});
