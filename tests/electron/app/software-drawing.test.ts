import { existsSync, readFileSync } from 'node:fs';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from 'vitest';
import { drawingNoteOf } from '../../../electron/main/app/drawing-note.ts';
import { waitFor } from '../../support/waiting.ts';
import { ended, launch, logOf, ownFolder, useShellProgram } from './shell-program.ts';

useShellProgram();

/** Kills the current graphics process, as a faulty driver does. */
const killGraphics = async (app: ElectronApplication, notThisOne: number): Promise<number> => {
  const pid = await waitFor('A graphics process', () =>
    app.evaluate(
      ({ app: program }, last) =>
        program.getAppMetrics().find(({ type, pid: id }) => type === 'GPU' && id !== last)?.pid,
      notThisOne,
    ),
  );
  process.kill(pid, 'SIGKILL');
  return pid;
};

const noteIn = (dataDir: string): unknown => JSON.parse(readFileSync(drawingNoteOf(dataDir), 'utf8'));

test('after two crashes of the graphics process the next start does without the graphics card, and says so once', async () => {
  const dataDir = ownFolder();
  const first = await launch(dataDir);
  await first.page.getByRole('heading', { name: 'Ready' }).waitFor();
  expect(existsSync(drawingNoteOf(dataDir))).toBe(false);
  const killed = await killGraphics(first.app, 0);
  await killGraphics(first.app, killed);
  await expect.poll(() => existsSync(drawingNoteOf(dataDir))).toBe(true);
  expect(noteIn(dataDir)).toMatchObject({ version: '1.0.0', told: false });
  expect(await first.page.getByRole('heading', { name: 'Ready' }).isVisible()).toBe(true);
  await first.app.evaluate(({ app }) => app.quit());
  await ended(first.app);

  const second = await launch(dataDir);
  await second.page.getByRole('heading', { name: 'Ready' }).waitFor();
  expect(logOf(dataDir)).toContain('info graphics.off');
  await expect.poll(() => noteIn(dataDir)).toMatchObject({ told: true });
  await second.app.evaluate(({ app }) => app.exit(0));
  await ended(second.app);
}, 60_000);
