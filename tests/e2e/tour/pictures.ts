import { join } from 'node:path';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import type { Desk } from '../../support/launch.ts';

/** Where the pictures and slips of the tour lie. */
export const tourFolder = join(projectFolder, 'test-results', 'tour');

let number = 0;

/** Takes the next numbered picture and says what is on it. */
export const picture = async ({ page }: Desk, name: string, says: string): Promise<void> => {
  number += 1;
  const file = `${String(number).padStart(2, '0')}-${name}.png`;
  await page.screenshot({ path: join(tourFolder, file), animations: 'disabled' });
  process.stdout.write(`${file}  ${says}\n`);
};
