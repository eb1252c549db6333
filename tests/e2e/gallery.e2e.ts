import type { ElectronApplication, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { join } from 'node:path';
import type { PreviewServer } from 'vite';
import { build, preview } from 'vite';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { inBars } from '../support/bar-font.ts';
import { test } from '../support/e2e-test.ts';
import { launchElectron } from '../support/launch-electron.ts';
import { beforeLaunch, electronExecutable } from '../support/launch.ts';

// Every part of a page, as the gallery shows them, compared with its picture under each way of looking at it. Text is drawn as bars,
// so the pictures are the same on machines with other fonts. How they are made again stands in tests/README.md.

const configFile = join(projectFolder, 'tests', 'gallery', 'vite.config.ts');

let server: PreviewServer;
let app: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  await build({ configFile, logLevel: 'error' });
  server = await preview({ configFile, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } });
  await beforeLaunch.makeRoom();
  app = await launchElectron({
    executablePath: await electronExecutable(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-lcd-text',
      '--force-device-scale-factor=1',
      '--force-color-profile=srgb',
      '--hide-scrollbars',
      join(projectFolder, 'tests', 'gallery', 'viewer.mjs'),
      address(''),
    ],
  });
  page = await app.firstWindow();
  await page.clock.setFixedTime('2026-11-25T15:42:00.000Z');
});

test.afterAll(async () => {
  await app?.close();
  await server?.close();
});

const address = (query: string): string => `${server.resolvedUrls?.local[0] ?? ''}${query}`;

type Mode = {
  readonly query?: string;
  readonly media?: Parameters<Page['emulateMedia']>[0];
  /** In pixels of the style sheets: at 200 % a window has half of those that it has otherwise. */
  readonly width?: number;
};

const modes: Readonly<Record<string, Mode>> = {
  light: { query: '=paper' },
  dark: { media: { colorScheme: 'dark' } },
  'forced-colours': { media: { forcedColors: 'active' } },
  compact: { query: '&density=compact' },
  touch: { query: '&density=touch' },
  'at-200': { width: 640 },
  'right-to-left': { query: '&dir=rtl' },
};

const show = async ({ query = '', media, width = 1280 }: Mode): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce', ...media });
  await page.setViewportSize({ width, height: 800 });
  await page.goto(address(`?picture${query}`));
  // What is loading is shown a moment later.
  await page.locator('.mantine-Skeleton-root').first().waitFor();
  const bars = inBars();
  await page.addStyleTag({ content: bars });
  // Paper is a document of its own.
  for (const paper of page.frames().slice(1))
    await paper
      .locator('head')
      .evaluate((head, style) => head.insertAdjacentHTML('beforeend', `<style>${style}</style>`), bars);
  await page.evaluate(() => document.fonts.ready);
  // Out of sight a frame may not be drawn.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
};

for (const [name, mode] of Object.entries(modes))
  test(`parts of a page are drawn as in their pictures: ${name}`, async () => {
    await show(mode);
    await expect.soft(page).toHaveScreenshot(`${name}.png`);
    await page.getByRole('button', { name: 'Open the window' }).click();
    await expect(page.getByRole('dialog', { name: 'Request Renewal' })).toHaveScreenshot(
      `${name}-window.png`,
    );
  });
