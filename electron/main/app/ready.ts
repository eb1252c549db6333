import { app, type BrowserWindow } from 'electron';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../log/log.ts';
import { codeOf } from '../db/errors.ts';
import type { Switches } from './switches.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * Does what the command line requests once the page is shown and the files are imported: takes a screenshot, exits. A failed screenshot
 * does not affect anything else.
 */
export const whenReady = (
  window: BrowserWindow,
  switches: Switches,
  imports: Promise<unknown>,
  log: Log,
): void => {
  window.webContents.once('did-finish-load', () => {
    void imports
      .then(() =>
        switches.screenshotFile === null ? undefined : screenshotWhenReady(window, switches.screenshotFile),
      )
      .catch((error: unknown) => {
        log.error('screenshot.failed', error);
        process.stderr.write(
          `${t('screenshot: The picture could not be saved ({code}).', { code: codeOf(error) })}\n`,
        );
      })
      .finally(() => {
        if (switches.exitWhenReady) app.quit();
      });
  });
};

const attempts = 20;
const pauseMs = 50;

// Waits until the page has its data and fonts, and two frames have been painted with them. A page reports that it is busy only after a
// short delay, so it must have been idle for longer than that.
const painted = `new Promise((done) => {
  const until = Date.now() + 5000;
  let calmSince = 0;
  const look = () => {
    const busy = document.querySelector('[aria-busy="true"]') || !document.querySelector('h1, h2');
    calmSince = busy ? 0 : calmSince || Date.now();
    const isCalm = calmSince > 0 && Date.now() - calmSince > 400;
    if (!isCalm && Date.now() < until) setTimeout(look, 20);
    else document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
  };
  look();
})`;

/**
 * Writes a screenshot of the window to a new PNG file and reports it in one line on stdout. Call it when the page has its data.
 * @throws Error if the window never produced a picture, or a system error if the file cannot be written.
 */
export const screenshotWhenReady = async (window: BrowserWindow, file: string): Promise<void> => {
  await window.webContents.executeJavaScript(painted);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const image = await window.webContents.capturePage();
    if (!image.isEmpty()) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, image.toPNG(), { flag: 'wx', mode: 0o600 });
      process.stdout.write(`screenshot: ${file}\n`);
      return;
    }
    // A window that has just been shown has no picture yet.
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw new Error('The window gave no picture.');
};
