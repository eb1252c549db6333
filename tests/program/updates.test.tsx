import { act, waitFor } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { updatesService } from '../../electron/main/updates/updates.service.ts';
import { noticeMs } from '../../renderer/src/shell/notices/NoticePlace.tsx';
import { ok } from '../../shared/ipc/result.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import type { Asked } from '../../shared/ipc/asked-views.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { scan } from '../support/page/scan.ts';
import { openSection } from '../support/page/settings.ts';
import { deskWithUpdates } from '../support/updates/desk-with-updates.ts';

/** The page with an update server on this computer, on which version 0.1.1 is ready. */
const withUpdate = async (change: Parameters<typeof deskWithUpdates>[0] = {}) => {
  const desk = await deskWithUpdates(change);
  await desk.publish('0.1.1');
  const service = () => updatesService(desk.updates, desk.version(), () => 'UTC');
  const asked: Asked[] = [];
  const program = await showProgram('demo', {
    answers: {
      'updates.load': () => service().load({}),
      'updates.look': () => service().look({}),
      'updates.install': (input) => service().install(input as Input<'updates.install'>),
      'updates.close': (input) => service().close(input as Input<'updates.close'>),
      'app.asked': () => ok(asked.shift() ?? null),
    },
  });
  const askPage = (): void => {
    asked.push({ kind: 'update', occasion: 'tick' });
    program.emit('asked', {});
  };
  desk.set({ changed: () => program.emit('changed', { topics: ['app'] }), askPage });
  return {
    ...program,
    update: desk,
    /** The program asks the page to install. */
    askPage,
    isInstalled: () => desk.done.includes('installer started'),
  };
};

test('Updates shows what there is, asks the server on Check now, and installs on Install now after a backup', async () => {
  const { page, update, isInstalled } = await withUpdate({ mode: () => 'announce' });
  await openSection(page, 'Updates');
  expect(page.text()).toContain('Not checked for updates since Borrow Desk started.');
  expect(page.role('button', { name: 'Install now' }).isEnabled()).toBe(false);
  await page.role('button', { name: 'Check now' }).click();
  await waitFor(() => expect(page.role('button', { name: 'Install now' }).isEnabled()).toBe(true));
  expect(page.text()).toContain('Version 0.1.1 is ready to install. Installing it restarts Borrow Desk.');
  expect(page.text()).toContain('Last checked');
  await page.role('button', { name: 'Install now' }).click();
  await waitFor(() => expect(isInstalled()).toBe(true));
  expect(update.done.indexOf('backed up')).toBeLessThan(update.done.indexOf('installer started'));
  await update.server.stop();
});

test('Install now waits for a slip that is printed, and says so', async () => {
  const { page, update, isInstalled } = await withUpdate({ mode: () => 'announce' });
  await update.updates.look();
  const moment = () => ({ hasFileWork: false, isPrinting: true, isOpen: false, idleMinutes: 600 });
  // It begins while the library is backed up, which the page shows.
  const backUp = async (): Promise<void> => {
    await waitFor(() => expect(page.text()).toContain('Backing up the library, then installing…'));
    update.set({ moment });
  };
  update.set({ backUp });
  await openSection(page, 'Updates');
  await waitFor(() => expect(page.role('button', { name: 'Install now' }).isEnabled()).toBe(true));
  await page.role('button', { name: 'Install now' }).click();
  await waitFor(() =>
    expect(page.text()).toContain('A slip is being printed. Wait until it finishes, then try again.'),
  );
  expect(isInstalled()).toBe(false);
  await waitFor(() => expect(page.role('button', { name: 'Install now' }).isEnabled()).toBe(true));
  await update.server.stop();
});

test('a build without a key offers no choice, and says why', async () => {
  const { page, update } = await withUpdate({
    installed: { version: '0.1.0', platform: 'win32-x64', keys: [] },
  });
  await openSection(page, 'Updates');
  expect(page.text()).toContain('This build does not check for updates: it has no key to verify them.');
  expect(page.role('radio', { name: 'Notify only' }).isShown()).toBe(false);
  expect(page.role('button', { name: 'Check now' }).isShown()).toBe(false);
  await update.server.stop();
});

test('a notice says once that there is an update, and leads to it', async () => {
  const { page, update } = await withUpdate({ mode: () => 'announce' });
  await update.updates.look();
  const notice = page.role('region', { name: 'Updates' });
  await waitFor(() => expect(notice.text()).toContain('Version 0.1.1 is ready to install'));
  await notice.role('button', { name: 'Updates' }).click();
  await page.role('heading', { name: 'Updates', level: 2 }).element();
  await waitFor(() => expect(update.updates.facts().seen).toEqual(['available 0.1.1']));
  expect(notice.text()).not.toContain('0.1.1');
  await update.server.stop();
});

test('after an update the notice stays until somebody closes it, for it comes at night; it leads to What’s new, once', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  const { page, update } = await withUpdate();
  await update.updates.start();
  await update.startAgain('0.1.1');
  const notice = page.role('region', { name: 'Updates' });
  await waitFor(() => expect(notice.text()).toContain('was updated from version 0.1.0 to 0.1.1.'));
  act(() => void vi.advanceTimersByTime(noticeMs * 10));
  expect(notice.text()).toContain('was updated from version 0.1.0 to 0.1.1.');
  await notice.role('button', { name: 'What’s new' }).click();
  await page.role('tab', { name: 'What’s new', selected: true }).element();
  await waitFor(() => expect(notice.text()).toBe(''));
  await update.startAgain('0.1.1');
  expect(updatesService(update.updates, '0.1.1', () => 'UTC').load({})).toMatchObject({
    value: { notice: null },
  });
  await update.server.stop();
});

test('asked at night, the page installs if nobody works there, and not while something is unsaved or open', async () => {
  const program = await withUpdate();
  const { page, user, update, askPage, isInstalled } = program;
  await update.updates.look();
  const settled = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 50));

  await openSection(page, 'Hours and closed days');
  await page.label('Note').fill('Inventory');
  askPage();
  await settled();
  expect(isInstalled()).toBe(false);
  await page.label('Note').fill('');

  program.emit('command', { command: 'show.palette' });
  await page.role('dialog').element();
  askPage();
  await settled();
  expect(isInstalled()).toBe(false);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(document.querySelector('[role="dialog"]')).toBeNull());

  await page.role('link', { name: /^Receiving Items/ }).click();
  await waitFor(() => expect(page.role('textbox', { name: 'External identifier' }).hasFocus()).toBe(true));
  scan(program, '01MAIN0000101');
  await waitFor(() => expect(page.role('textbox', { name: 'Temporary barcode' }).hasFocus()).toBe(true));
  askPage();
  await settled();
  expect(isInstalled()).toBe(false);
  await openSection(page, 'Updates');
  expect(page.role('button', { name: 'Install now' }).isEnabled()).toBe(false);
  await page.role('link', { name: /^Receiving Items/ }).click();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(page.text()).not.toContain('Temporary barcode'));

  askPage();
  await waitFor(() => expect(isInstalled()).toBe(true));
  await update.server.stop();
});
