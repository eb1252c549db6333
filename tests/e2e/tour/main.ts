import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../../support/launch.ts';
import { launchDesk } from '../../support/launch.ts';
import { waitFor } from '../../support/waiting.ts';
import { daysRoutine } from './day.ts';
import { wholeLife } from './life.ts';
import { picture, tourFolder } from './pictures.ts';
import { receiveTrolley } from './receiving.ts';

// Plays the work of a desk in the real program on the demo library, and leaves pictures and slips: proof in a minute.

const pages = async (desk: Desk): Promise<void> => {
  const { page } = desk;
  for (const name of ['Today', 'Slips', 'Letters and messages', 'Settings']) {
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await picture(desk, name.toLowerCase().replaceAll(' ', '-'), `the page ${name}`);
  }
};

rmSync(tourFolder, { recursive: true, force: true });
mkdirSync(tourFolder, { recursive: true });
const desk = await launchDesk({ args: ['--demo'], printer: 'pdf' });
try {
  await desk.page.getByText('To receive').first().waitFor();
  await picture(desk, 'start', 'the start page: the day’s work with counts');
  await receiveTrolley(desk);
  await wholeLife(desk);
  await daysRoutine(desk);
  await pages(desk);
  const slips = join(desk.dataDir, 'slips');
  // Five of the trolley (the one that was taken back may have been on paper), one received and one returned in the life.
  await waitFor('Seven slips', () =>
    existsSync(slips) && readdirSync(slips).filter((name) => name.endsWith('.pdf')).length >= 7
      ? true
      : undefined,
  );
  cpSync(slips, join(tourFolder, 'slips'), { recursive: true });
} finally {
  await desk.close();
}
process.stdout.write(`Pictures and slips lie in ${tourFolder}\n`);
