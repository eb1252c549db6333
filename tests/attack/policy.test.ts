import { expect, test } from 'vitest';
import { loadSettings } from '../../electron/main/desk/records/settings/settings.service.ts';
import { underPolicy } from '../../shared/domain/policy.ts';
import { policyEntries, type PolicySettings } from '../../shared/domain/policy-values.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { AppState } from '../../shared/ipc/views.ts';
import { openAllCalls } from '../support/all-calls.ts';
import { newOpId, openTestDesk } from '../support/desk.ts';

import { doors, inputOf } from '../support/doors.ts';
import { forEachTest } from '../support/for-each-test.ts';
import { valueOf } from '../support/results.ts';
import { sampleInput } from '../support/sample-input.ts';

// Nothing that a page can send changes what the IT department has set, whoever is signed in.

const policy: PolicySettings = {
  Language: 'de',
  IdleLockMinutes: 10,
  Printer: 'Slips',
  PrinterReceive: 'Counter',
  PrinterReturn: 'pdf',
  PrinterTransit: 'Counter',
  PrinterLetter: 'Office',
  PrinterLabel: 'Labels',
  Updates: 'announce',
};

const desk = forEachTest(openTestDesk);
const calls = forEachTest(() =>
  openAllCalls(desk, undefined, undefined, { policy: { values: policy, problems: [], whyUnread: null } }),
);

const stateNow = async (): Promise<AppState> => valueOf(await calls.call('app.load', {})) as AppState;
const store = (settings: Partial<Settings>) => {
  const isShared = 'idleLock' in settings;
  return isShared
    ? calls.call('app.saveInstallationSettings', { opId: newOpId(), settings })
    : calls.call('app.saveSettings', { settings });
};
const refused = { ok: false, error: { code: 'set-by-policy', retryable: false } };

test('a change of anything that is set is refused by the main process, and nothing of the call is stored', async () => {
  const before = loadSettings(desk.context.db);
  const { settings: shown } = await stateNow();
  const { routes, papers } = shown.slipRoutes;
  const tries: readonly Partial<Settings>[] = [
    { language: { language: 'en' } },
    { language: { language: 'en' }, appearance: { ...shown.appearance, density: 'compact' } },
    { idleLock: { ...shown.idleLock, idleMinutes: 0 } },
    { idleLock: { ...shown.idleLock, idleMinutes: null } },
    { updates: { how: 'automatic' } },
    { printing: { ...shown.printing, target: 'pdf' } },
    { printing: { ...shown.printing, printerName: 'Mine' } },
    { slipRoutes: { papers, routes: [] } },
    ...routes.map((route) => ({
      slipRoutes: {
        papers,
        routes: routes.map((one) =>
          one === route ? { ...one, target: 'queue' as const, printerName: 'Mine' } : one,
        ),
      },
    })),
    ...routes.map((route) => ({
      slipRoutes: { papers, routes: [...routes, { ...route, desk: desk.context.session.desk().id }] },
    })),
  ];
  expect(routes).toHaveLength(5);
  for (const settings of tries)
    expect(await store(settings), JSON.stringify(settings)).toMatchObject(refused);
  expect(loadSettings(desk.context.db)).toEqual(before);
});

test(
  'whatever is called, and whatever is stored, the policy stays in force',
  { timeout: 300_000 },
  async () => {
    // As another workstation, a backup, or somebody with the file could leave it.
    desk.raw
      .prepare(`INSERT OR REPLACE INTO setting (key, value) VALUES ('language', '{"language":"en"}')`)
      .run();
    for (const door of doors.filter((one) => one !== 'app.startAgain'))
      for (const nth of [0, 1]) await calls.call(door, sampleInput(inputOf(door), 'en', nth).input);
    const stored = loadSettings(desk.context.db);
    const { settings } = await stateNow();
    expect(settings).toEqual(underPolicy(stored, policy));
    expect(settings.language.language).toBe('de');
    expect(settings.idleLock.idleMinutes).toBe(10);
    expect(settings.updates.how).toBe('announce');
    expect(settings.printing).toMatchObject({ target: 'queue', printerName: 'Slips' });
  },
);

test('every value of the list that sets something is in these tests', () => {
  const setting = policyEntries.filter(([name, { sets }]) => sets.length > 0 || name.startsWith('Printer'));
  expect(setting.map(([name]) => name).toSorted()).toEqual(Object.keys(policy).toSorted());
});
