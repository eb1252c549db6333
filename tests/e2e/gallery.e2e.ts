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

// Compares every component in the gallery with its screenshot in each display mode. Text is drawn as bars, so that the screenshots are the
// same on machines with different fonts. tests/README.md explains how to update them.

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
  /** In CSS pixels: at 200 % zoom a window has half of its normal width. */
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
  // Loading indicators appear after a delay.
  await page.locator('[role=status][aria-busy=true] > *').first().waitFor();
  const bars = inBars();
  await page.addStyleTag({ content: bars });
  // Paper is a separate document.
  for (const paper of page.frames().slice(1))
    await paper
      .locator('head')
      .evaluate((head, style) => head.insertAdjacentHTML('beforeend', `<style>${style}</style>`), bars);
  await page.evaluate(() => document.fonts.ready);
  // A frame outside the viewport may not be rendered.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
};

for (const [name, mode] of Object.entries(modes))
  test(`components match their screenshots: ${name}`, async () => {
    await show(mode);
    await expect.soft(page).toHaveScreenshot(`${name}.png`);
    await page.getByRole('button', { name: 'Open the window' }).click();
    await expect(page.getByRole('dialog', { name: 'Request Renewal' })).toHaveScreenshot(
      `${name}-window.png`,
    );
  });
