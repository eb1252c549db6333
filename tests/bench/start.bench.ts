import { _electron as electron } from '@playwright/test';
import { join } from 'node:path';
import { electronExecutable, launchDesk, temporaryFolder } from '../support/launch.ts';
import { median, report, timed } from './report.ts';

const rounds = 7;
const emptyApp = join(import.meta.dirname, '..', 'fixtures', 'empty-app');

/** From the start of the process to a box in an empty window that can be typed in. */
const startEmpty = async (): Promise<number> => {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executablePath = await electronExecutable();
  const folder = temporaryFolder();
  let close = (): Promise<void> => Promise.resolve();
  const tookMs = await timed(async () => {
    const app = await electron.launch({
      executablePath,
      args: [...asRoot, `--user-data-dir=${folder}`, emptyApp],
    });
    close = () => app.close();
    const page = await app.firstWindow();
    await page.getByRole('textbox', { name: 'Empty' }).waitFor();
  });
  await close();
  return tookMs;
};

/** From the start of the process to the box of Receiving Items that can be typed in. */
const startDesk = async (dataDir: string): Promise<number> => {
  let close = (): Promise<void> => Promise.resolve();
  const tookMs = await timed(async () => {
    const desk = await launchDesk({ dataDir });
    close = desk.close;
    await desk.page.evaluate(() => {
      location.hash = '#/receiving';
    });
    await desk.page.getByRole('textbox', { name: 'External identifier' }).waitFor();
  });
  await close();
  return tookMs;
};

/** Cold start, the two taking turns, so that what else the machine does falls on both. */
export const benchStart = async (dataDir: string): Promise<void> => {
  await startEmpty();
  await startDesk(dataDir);
  const emptyMs: number[] = [];
  const deskMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    emptyMs.push(await startEmpty());
    deskMs.push(await startDesk(dataDir));
  }
  report({
    what: 'start to a usable Receiving page, median',
    value: median(deskMs),
    floor: median(emptyMs),
    unit: 'ms',
    goalRatio: 1.3,
    more: { floorIs: 'an empty window on the same runtime', rounds },
  });
};
