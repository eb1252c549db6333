import { expect, test } from 'vitest';
import { loadSettings } from '../../electron/main/desk/records/settings/settings.service.ts';
import { checkPolicy, type Policy } from '../../shared/domain/policy-checks.ts';
import { policyEntries, type PolicyName, type PolicySettings } from '../../shared/domain/policy-values.ts';
import { ok } from '../../shared/ipc/result.ts';
import type { Part } from '../support/page/part.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { openSection, save } from '../support/page/settings.ts';
import { noUpdates } from '../support/updates/no-updates.ts';

const words = 'Set by your organisation';
const policy: Required<PolicySettings> = {
  DataFolder: '/srv/desk',
  JoiningFolder: '/srv/joining',
  Language: 'en',
  IdleLockMinutes: 10,
  Printer: 'Slips',
  PrinterReceive: 'pdf',
  PrinterReturn: 'pdf',
  PrinterTransit: 'pdf',
  PrinterLetter: 'pdf',
  PrinterLabel: 'Labels',
  Updates: 'announce',
  UpdateServer: 'https://updates.library.example/desk',
  UpdateChannel: 'beta',
  RefusedSwitches: ['export', 'import'],
  SupportAddress: 'help@library.example',
};
/** Where staff and their IT department see each value. */
const sections: Readonly<Record<PolicyName, string>> = {
  DataFolder: 'Data and version',
  JoiningFolder: 'Desks together',
  Language: 'Appearance',
  IdleLockMinutes: 'Signing out',
  Printer: 'Printing',
  PrinterReceive: 'Printing',
  PrinterReturn: 'Printing',
  PrinterTransit: 'Printing',
  PrinterLetter: 'Printing',
  PrinterLabel: 'Printing',
  Updates: 'Updates',
  UpdateServer: 'Updates',
  UpdateChannel: 'Updates',
  RefusedSwitches: 'Data and version',
  SupportAddress: 'Data and version',
};
const count = (page: Part): number => page.text().split(words).length - 1;

const noPolicy: Policy = { values: {}, problems: [], whyUnread: null };

/** The program under a policy, as a build with a key for updates. */
const showUnder = (values: PolicySettings) => showWith({ ...noPolicy, values });

const showWith = (under: Policy) =>
  showProgram('demo', {
    facts: { policy: under, dataDir: policy.DataFolder },
    answers: {
      'updates.load': async () => {
        const loaded = await noUpdates.load({});
        return loaded.ok ? ok({ ...loaded.value, hasChoice: true }) : loaded;
      },
    },
  });

test.each(policyEntries)('%s is shown where it is set, and says so', async (name) => {
  const { page } = await showUnder({ [name]: policy[name] });
  await openSection(page, sections[name]);
  await expect.poll(() => count(page)).toBeGreaterThan(0);
});

test('the values that are no settings are shown in words', async () => {
  const { page } = await showUnder(policy);
  await openSection(page, 'Updates');
  await expect.poll(() => page.text()).toContain('Update server: https://updates.library.example/desk');
  expect(page.text()).toContain('Update channel: Versions that a few workstations try first');
  await openSection(page, 'Desks together');
  await expect.poll(() => page.text()).toContain('Folder of joining files: /srv/joining');
  await openSection(page, 'Data and version');
  expect(page.text()).toContain('Refused command-line switches: export, import');
  expect(page.text()).toContain('Address for support: help@library.example');
});

test('what the IT department has set is shown, says so, and cannot be changed; everything else can', async () => {
  const { PrinterReceive, Language, IdleLockMinutes, Printer, Updates } = policy;
  const { page, desk } = await showUnder({ PrinterReceive, Language, IdleLockMinutes, Printer, Updates });
  await openSection(page, 'Appearance');
  expect(page.role('radio', { name: 'Deutsch (Entwurf)' }).isEnabled()).toBe(false);
  expect(page.role('radio', { name: 'Compact' }).isEnabled()).toBe(true);
  expect(count(page)).toBe(1);

  await openSection(page, 'Printing');
  expect(page.role('radio', { name: 'PDF files' }).isEnabled()).toBe(false);
  expect(page.role('combobox', { name: 'Printer' }).isEnabled()).toBe(false);
  expect(page.role('combobox', { name: 'Printer' }).value()).toBe('Slips');
  const receive = page.role('combobox', { name: 'Printer: Receive slip' });
  expect(receive.isEnabled()).toBe(false);
  expect(page.role('combobox', { name: 'Printer: Return slip' }).isEnabled()).toBe(true);
  expect(count(page)).toBe(3);
  await page.role('combobox', { name: 'Paper' }).choose('A4');
  await expect
    .poll(() => loadSettings(desk.context.db).printing)
    .toEqual({
      target: 'system',
      printerName: '',
      paper: 'A4',
    });

  await openSection(page, 'Signing out');
  expect(page.role('combobox', { name: 'Sign out automatically' }).isEnabled()).toBe(false);
  expect(page.role('combobox', { name: 'Sign out automatically' }).value()).toBe('10');
  await page.role('switch', { name: /^Also when the computer is locked/u }).click();
  await save(page);
  expect(loadSettings(desk.context.db).idleLock).toEqual({ idleMinutes: null, withSystem: false });

  await openSection(page, 'Updates');
  expect(page.role('radio', { name: 'Notify only' }).isEnabled()).toBe(false);
  expect(count(page)).toBe(1);
});

test.each([
  [{ DataFolder: 'Reader, Ana' }, 'A value set by your organisation is invalid: DataFolder'],
  [
    { DataFolder: 'Reader, Ana', IdleLock: 5, 'Reader, Ana': 1, RefusedSwitches: ['a', 'b'] },
    '4 values set by your organisation are invalid: DataFolder, IdleLock, one with an unknown name, RefusedSwitches',
  ],
  [
    { 'Reader, Ana': 1, 'Reader, Bo': 1 },
    '2 values set by your organisation are invalid: one with an unknown name, one with an unknown name',
  ],
])('values that are invalid are named, and not repeated: %j', async (raw, words) => {
  const checked = checkPolicy(raw, { isWindows: false, variables: {}, switches: ['export'] });
  const { page } = await showWith({ ...noPolicy, ...checked });
  await openSection(page, 'Data and version');
  expect(page.text()).toContain(words);
  expect(page.text()).not.toContain('Reader, Ana');
});

test('a policy that cannot be read is said', async () => {
  const { page } = await showWith({ ...noPolicy, whyUnread: 'it is not JSON' });
  await openSection(page, 'Data and version');
  expect(page.text()).toContain('The values set by your organisation could not be read.');
});

test('without a policy nothing says that it is set', async () => {
  const { page } = await showProgram('demo');
  for (const section of [
    'Appearance',
    'Printing',
    'Signing out',
    'Updates',
    'Data and version',
    'Desks together',
  ]) {
    await openSection(page, section);
    expect(count(page), section).toBe(0);
    expect(page.text(), section).not.toContain('set by your organisation');
  }
});
