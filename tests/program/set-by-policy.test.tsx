import { expect, test } from 'vitest';
import { loadSettings } from '../../electron/main/desk/records/settings/settings.service.ts';
import type { PolicySettings } from '../../shared/domain/policy-values.ts';
import { ok } from '../../shared/ipc/result.ts';
import type { Part } from '../support/page/part.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { openSection, save } from '../support/page/settings.ts';
import { noUpdates } from '../support/updates/no-updates.ts';

const words = 'Set by your organization';
const policy: PolicySettings = {
  DataFolder: '/srv/desk',
  Language: 'en',
  IdleLockMinutes: 10,
  Printer: 'Slips',
  PrinterReceive: 'pdf',
  Updates: 'announce',
  SupportAddress: 'help@library.example',
};
const count = (page: Part): number => page.text().split(words).length - 1;

test('what the IT department has set is shown, says so, and cannot be changed; everything else can', async () => {
  const { page, desk } = await showProgram('demo', {
    facts: { policy },
    // A build with a key.
    answers: {
      'updates.load': async () => {
        const loaded = await noUpdates.load({});
        return loaded.ok ? ok({ ...loaded.value, hasChoice: true }) : loaded;
      },
    },
  });
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

  await openSection(page, 'Data and version');
  expect(count(page)).toBe(1);
  expect(page.text()).toContain('For help: help@library.example');
});

test('without a policy nothing says that it is set', async () => {
  const { page } = await showProgram('demo');
  for (const section of ['Appearance', 'Printing', 'Signing out', 'Updates', 'Data and version']) {
    await openSection(page, section);
    expect(count(page), section).toBe(0);
  }
});
