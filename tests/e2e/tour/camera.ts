import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { Desk } from '../../support/launch.ts';
import type { Way } from './ways.ts';

type ApiWindow = { readonly desk: DeskApi };

/** Waits until nothing is loading or animating. */
export const settled = async ({ page }: Desk): Promise<void> => {
  await page.waitForFunction(
    () =>
      document.querySelector('[aria-busy=true]') === null &&
      [...document.images].every(({ complete }) => complete) &&
      document
        .getAnimations()
        .every(
          ({ playState, effect }) =>
            playState !== 'running' || effect?.getComputedTiming().iterations === Infinity,
        ),
  );
  // A screenshot during a change would show neither state.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
};

/** Applies a display mode to the program. */
export const look = async (
  desk: Desk,
  { media, size, zoom = 1, density = 'comfortable' }: Way,
): Promise<void> => {
  const { app, page } = desk;
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce', ...media });
  const shown = await page.locator('html').getAttribute('data-density');
  // The licences page has no density.
  if (shown !== null && shown !== density) await choose(desk, density);
  await app.evaluate(
    ({ BrowserWindow }, [width = 0, height = 0, factor = 1]) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.isVisible());
      window?.setContentSize(width, height);
      window?.webContents.setZoomFactor(factor);
    },
    [...size, zoom],
  );
  await page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 10, size[0] / zoom);
  await settled(desk);
};

const choose = async ({ page }: Desk, density: NonNullable<Way['density']>): Promise<void> => {
  const { ok } = await page.evaluate(
    (appearance) =>
      (window as unknown as ApiWindow).desk.call['app.saveSettings']({ settings: { appearance } }),
    { colorScheme: 'auto', density, sounds: false } as const,
  );
  // Without a signed-in operator the density cannot be changed.
  if (ok) await page.locator(`html[data-density=${density}]`).waitFor({ state: 'attached' });
};

/** Takes a screenshot of the window, as a PNG. Playwright's screenshots only show a corner of a zoomed page. */
export const shotOf = async ({ app }: Desk): Promise<Buffer> => {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.isVisible());
    return (await window?.capturePage())?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(png, 'base64');
};

/** Returns visible faults: a page wider than its window, or a button with clipped text. */
const faultsOf = ({ page }: Desk): Promise<readonly string[]> =>
  page.evaluate(() => {
    const cut = [...document.querySelectorAll<HTMLElement>('button, [role=tab]')].filter(
      (each) =>
        each.checkVisibility() &&
        each.closest('[role=gridcell], td') === null &&
        [each, ...each.querySelectorAll<HTMLElement>('.mantine-Button-label')].some(
          (part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== 'visible',
        ),
    );
    const isWide = document.documentElement.scrollWidth > innerWidth + 1;
    return [
      ...(isWide ? ['the page is wider than the window'] : []),
      ...cut.map((each) => `“${each.innerText.trim() || each.ariaLabel}” is cut`),
    ];
  });

/** Takes screenshots of the current page in each mode, and returns visible faults. */
export const takePicture = async (
  desk: Desk,
  where: {
    readonly folder: string;
    readonly name: string;
    readonly ways: readonly Way[];
    readonly again?: (() => Promise<void>) | undefined;
  },
): Promise<readonly string[]> => {
  const faults: string[] = [];
  // Hovered elements look different.
  await desk.page.mouse.move(1, 1);
  for (const way of where.ways) {
    await look(desk, way);
    if (where.again) {
      await where.again();
      await settled(desk);
    }
    mkdirSync(join(where.folder, way.name), { recursive: true });
    writeFileSync(join(where.folder, way.name, `${where.name}.png`), await shotOf(desk));
    faults.push(...(await faultsOf(desk)).map((fault) => `${way.name}: ${fault}`));
  }
  const [first] = where.ways;
  if (first && where.ways.length > 1) await look(desk, first);
  return faults;
};
