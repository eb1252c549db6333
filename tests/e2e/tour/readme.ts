import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../../electron/tooling/lib/processes.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import { pages } from '../../../shared/domain/pages.ts';
import { type Desk, launchDesk } from '../../support/launch.ts';
import { startMailServer } from '../../support/mail-server.ts';
import { look, settled, shotOf } from './camera.ts';
import { type Frame, movingPicture } from '../../support/moving-picture.ts';
import { goTo, goToPage, lastStep } from './stage.ts';

// The screenshots of the README: a list, the day's work, and two scans that receive an item.

type ApiWindow = { readonly desk: DeskApi };

const folder = join(projectFolder, 'resources', 'screenshots');

/** The smallest size with menu labels: a README shows the window scaled down. */
const way = { name: 'readme', size: [1200, 720] } as const;

const keep = (name: string, picture: Buffer): void => {
  writeFileSync(join(folder, name), picture);
  say(`${name}, ${Math.round(picture.length / 1024)} KB`);
};

/** Lets letters be sent: a real library has a mail account. */
const setUpMail = async ({ page }: Desk, port: number): Promise<void> => {
  const answer = await page.evaluate(
    (account) => (window as unknown as ApiWindow).desk.call['mail.saveAccount']({ account, password: null }),
    {
      host: '127.0.0.1',
      port,
      security: 'none',
      user: '',
      fromName: 'Interlibrary Loan',
      fromAddress: 'ill@main.example',
    } as const,
  );
  if (!answer.ok) throw new Error(answer.error.message);
};

const frameOf = async (desk: Desk, forMs: number): Promise<Frame> => {
  await settled(desk);
  const { widthPx, heightPx, pixels } = await desk.app.evaluate(async ({ BrowserWindow }) => {
    const shot = await BrowserWindow.getAllWindows()
      .find((each) => each.isVisible())
      ?.capturePage();
    const { width = 0, height = 0 } = shot?.getSize() ?? {};
    return { widthPx: width, heightPx: height, pixels: shot?.toBitmap().toString('base64') ?? '' };
  });
  return { widthPx, heightPx, pixels: Buffer.from(pixels, 'base64'), forMs };
};

/** Types two scans letter by letter, slowly enough to be seen. */
const receiveInFrames = async (desk: Desk): Promise<Frame[]> => {
  const { page } = desk;
  await goToPage(desk, 'receiving');
  const frames: Frame[] = [];
  const film = async (forMs: number): Promise<void> => void frames.push(await frameOf(desk, forMs));
  const type = async (parts: readonly string[]): Promise<void> => {
    for (const part of parts) {
      await page.keyboard.type(part, { delay: 60 });
      await film(110);
    }
    await film(500);
    await page.keyboard.press('Enter');
  };
  await page.getByRole('textbox', { name: 'External identifier' }).focus();
  await film(1_200);
  await type(['01M', 'AIN', '0000', '101']);
  await page.getByRole('textbox', { name: 'Temporary barcode' }).and(page.locator(':focus')).waitFor();
  await film(1_800);
  await type(['N-', '402', '17']);
  await lastStep(page).filter({ hasText: 'saved as PDF' }).waitFor();
  await film(4_000);
  return frames;
};

/** Takes the screenshots of the README again. */
export const takeReadmePictures = async (): Promise<void> => {
  const mail = await startMailServer({ protection: 'none' });
  const desk = await launchDesk({ library: 'demo', printer: 'pdf' });
  try {
    await desk.page.getByRole('heading', { level: 1 }).first().waitFor();
    await look(desk, way);
    await setUpMail(desk, mail.port);
    await desk.page.mouse.move(1, 1);
    await goTo(desk, '#/today/conditional', pages.today.label);
    keep('today.png', await shotOf(desk));
    await goToPage(desk, 'requests');
    await desk.page.getByRole('row').nth(8).locator('[data-column=title]').click();
    await desk.page.getByRole('region', { name: 'Request details' }).waitFor();
    await desk.page.mouse.move(1, 1);
    await settled(desk);
    keep('requests.png', await shotOf(desk));
    keep('receiving.png', movingPicture(await receiveInFrames(desk)));
  } finally {
    await desk.close();
    await mail.close();
  }
};
