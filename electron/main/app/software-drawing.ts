import { app, dialog, type BrowserWindow } from 'electron';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Log } from '../log/log.ts';
import {
  countCrashes,
  drawingNoteOf,
  drawingWords,
  noteThatHolds,
  type DrawingNote,
} from './drawing-note.ts';

type Options = { readonly dataDir: string; readonly now: () => Date; readonly log: Log };

/**
 * Disables the graphics card if the last runs failed with it, and records it for the next ones if this run fails. Must be called before the
 * app is ready.
 * @returns a function that tells staff about it, once: call it when the window is shown.
 */
export const configureGraphics = ({
  dataDir,
  now,
  log,
}: Options): ((window: BrowserWindow) => Promise<void>) => {
  const file = drawingNoteOf(dataDir);
  const note = noteThatHolds(textOf(file), app.getVersion(), now());
  const isDeathToNote = countCrashes();
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (type !== 'GPU') return;
    log.warn('graphics.gone', { reason, exitCode });
    if (note === null && isDeathToNote(reason))
      keep(file, { version: app.getVersion(), at: now().toISOString(), told: false }, log);
  });
  if (note === null) {
    remove(file, log);
    return () => Promise.resolve();
  }
  app.disableHardwareAcceleration();
  log.info('graphics.off', { since: note.at });
  return async (window) => {
    if (note.told || window.isDestroyed()) return;
    keep(file, { ...note, told: true }, log);
    await dialog.showMessageBox(window, {
      type: 'info',
      message: drawingWords.message,
      detail: `${drawingWords.detail}\n\n${file}`,
      buttons: ['OK'],
    });
  };
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const remove = (file: string, log: Log): void => {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    log.error('graphics.not-noted', error);
  }
};

// If it cannot be written, the next run tries the graphics card again: that is no reason to exit.
const keep = (file: string, note: DrawingNote, log: Log): void => {
  try {
    writeFileSync(file, JSON.stringify(note));
  } catch (error) {
    log.error('graphics.not-noted', error);
  }
};
