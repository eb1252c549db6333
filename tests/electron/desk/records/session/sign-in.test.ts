import { beforeEach, expect, test } from 'vitest';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { programFacts } from '../../../../support/program-facts.ts';
import type { AppStateService } from '../../../../../electron/main/desk/records/session/app-state.service.ts';
import { appStateService } from '../../../../../electron/main/desk/records/session/app-state.service.ts';
import {
  loadLibraryGroup,
  loadSettings,
} from '../../../../../electron/main/desk/records/settings/settings.service.ts';
import { openSession } from '../../../../../electron/main/desk/records/session/session.service.ts';
import { verifyPin, hashPin, pauseAfter } from '../../../../../electron/main/desk/records/session/pin.ts';
import { guardCalls } from '../../../../../electron/main/desk/admission.ts';
import type { Channel } from '../../../../../shared/ipc/channels.ts';
import type { Handlers } from '../../../../../electron/main/ipc/handlers.ts';
import type { LibraryId, OperatorId } from '../../../../../shared/domain/ids.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { valueOf } from '../../../../support/results.ts';
import { quickHash } from '../../../../support/quick-hash.ts';

const second = 2 as OperatorId;
const desk = forEachTest(openTestDesk);
let app: AppStateService;
const hash = quickHash('246813');
beforeEach(() => {
  desk.raw.prepare(`INSERT INTO operator (id, name, pin_hash) VALUES (2, 'B. Operator', ?)`).run(hash);
  desk.context.session.refresh();
  app = appStateService(desk.context.db, desk.context.session, programFacts(desk));
});

const signIn = (pin: string | null): ReturnType<AppStateService['signIn']> =>
  app.signIn({ operatorId: second, pin });

test('the same PIN is stored as two different texts, and only it matches', async () => {
  const [one, other] = await Promise.all([hashPin('246813'), hashPin('246813')]);
  expect(one).not.toBe(other);
  expect(one).not.toContain('246813');
  expect(await verifyPin('246813', one)).toBe(true);
  expect(await verifyPin('246814', one)).toBe(false);
  expect(await verifyPin('246813', 'nonsense')).toBe(false);
});

test('an operator with a PIN signs in with it and not without', async () => {
  expect(await signIn(null)).toMatchObject({ ok: false, error: { code: 'pin-wrong' } });
  expect(await signIn('1111')).toMatchObject({ ok: false, error: { code: 'pin-wrong' } });
  expect(desk.context.session.operator().name).toBe('A. Operator');
  expect(await signIn('246813')).toMatchObject({ ok: true, value: { operator: { name: 'B. Operator' } } });
  expect(await app.signIn({ operatorId: 1 as OperatorId, pin: null })).toMatchObject({ ok: true });
});

test('wrong PINs cause a growing pause, during which the right one is not checked either', async () => {
  for (const _ of [1, 2]) expect(await signIn('1111')).toMatchObject({ error: { code: 'pin-wrong' } });
  expect(await signIn('1111')).toMatchObject({ error: { code: 'pin-wait', retryable: true } });
  expect(await signIn('246813')).toMatchObject({ error: { code: 'pin-wait' } });
  desk.setNow('2026-11-25T09:30:06Z');
  expect(await signIn('1111')).toMatchObject({ error: { code: 'pin-wait', details: { waitSeconds: 15 } } });
  desk.setNow('2026-11-25T09:30:25Z');
  expect(await signIn('246813')).toMatchObject({ ok: true });
  // The right one reset the count.
  expect(await signIn('1111')).toMatchObject({ error: { code: 'pin-wrong' } });
  expect([1, 2, 3, 4, 5, 6, 7, 50].map(pauseAfter)).toEqual([0, 0, 5, 15, 60, 300, 900, 900]);
});

test('parallel attempts do not bypass the pause', async () => {
  const tries = ['1111', '2222', '3333', '4444', '5555', '246813'].map(signIn);
  const answers = await Promise.all(tries);
  expect(answers.map((answer) => answer.ok)).toEqual([false, false, false, false, false, false]);
  expect(answers.filter((answer) => !answer.ok && answer.error.code === 'pin-wait')).toHaveLength(4);
});

test('setting the clock back does not extend the pause, and a restart does not end it', async () => {
  for (const _ of [1, 2, 3]) await signIn('1111');
  desk.setNow('2020-01-01T00:00:00Z');
  expect(await signIn('246813')).toMatchObject({
    error: { code: 'pin-wait', details: { waitSeconds: 900 } },
  });
  desk.setNow('2020-01-01T00:15:01Z');
  expect(await signIn('246813')).toMatchObject({ ok: true });
});

test('a signed-in operator stays signed in after a restart without a PIN, and is asked for it again with one', async () => {
  expect(openSession(desk.context.db).signedIn()).toBe(true);
  await signIn('246813');
  expect(desk.context.session.signedIn()).toBe(true);
  const restarted = openSession(desk.context.db);
  expect(restarted.signedIn()).toBe(false);
  expect(restarted.operator().name).toBe('B. Operator');
});

test('signing out persists across a restart', async () => {
  expect(app.signOut()).toMatchObject({ ok: true, value: { signedIn: false } });
  expect(openSession(desk.context.db).signedIn()).toBe(false);
  expect(await app.signIn({ operatorId: 1 as OperatorId, pin: null })).toMatchObject({
    ok: true,
    value: { signedIn: true },
  });
});

test('while no operator is signed in only signing in is answered', () => {
  const seen: string[] = [];
  const handlers = Object.fromEntries(
    ['app.load', 'app.signIn', 'app.saveSettings', 'today.cards', 'steps.take', 'operators.setPin'].map(
      (channel) => [
        channel,
        () => {
          seen.push(channel);
          return ok(null);
        },
      ],
    ),
  ) as unknown as Handlers<Channel>;
  const guarded = guardCalls(handlers, {
    session: desk.context.session,
    rests: () => false,
  }) as unknown as Record<string, () => unknown>;
  desk.context.session.signOut();
  for (const call of Object.values(guarded)) call();
  expect(seen).toEqual(['app.load', 'app.signIn']);
  expect(guarded['today.cards']?.()).toMatchObject({ ok: false, error: { code: 'signed-out' } });
});

test('an operator deactivated while working is signed out, and no one takes their place', () => {
  desk.context.session.chooseOperator(second);
  desk.raw.exec('UPDATE operator SET active = 0 WHERE id = 2');
  desk.context.session.refresh();
  expect(desk.context.session.signedIn()).toBe(false);
});

test('only its administrator changes how the library works, and everyone how the window looks', async () => {
  await signIn('246813');
  const settings = loadSettings(desk.context.db);
  const looks = { appearance: { ...settings.appearance, sounds: false } };
  expect(app.saveSettings({ settings: looks })).toMatchObject({ ok: true });
  expect(
    app.saveLibrarySettings({
      opId: newOpId(),
      libraryId: 1 as LibraryId,
      settings: { holdShelf: { days: 9, parcelDays: 4 } },
    }),
  ).toMatchObject({
    ok: false,
    error: { code: 'role-missing' },
  });
  expect(loadLibraryGroup(desk.context.db, 1 as LibraryId, 'holdShelf').days).toBe(10);
});

test('the administrator decides after what time operators are signed out automatically', async () => {
  const idleLock = { idleMinutes: 0, withSystem: false };
  await signIn('246813');
  expect(app.saveInstallationSettings({ opId: newOpId(), settings: { idleLock } })).toMatchObject({
    error: { code: 'role-missing' },
  });
  await app.signIn({ operatorId: 1 as OperatorId, pin: null });
  expect(app.saveInstallationSettings({ opId: newOpId(), settings: { idleLock } })).toMatchObject({
    ok: true,
  });
});

test('a setting of all libraries changed by another workstation is in the next answer', () => {
  const before = valueOf(app.load()).settings.patronData;
  desk.raw
    .prepare("INSERT INTO library_setting (key, value) VALUES ('patronData', ?)")
    .run(JSON.stringify({ ...before, afterDays: 3 }));
  expect(valueOf(app.load()).settings.patronData).toEqual({ ...before, afterDays: 3 });
});
