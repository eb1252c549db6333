import { app } from 'electron';
import { hostname } from 'node:os';
import { t } from '../../../shared/words/words.ts';
import { abortStart, startCodes } from './abort-start.ts';
import { dataDirOf } from './data-folder.ts';
import { hasDisplay } from '../../../shared/domain/display.ts';
import { lockHolderOf } from './single-instance.ts';
import type { Switches } from './switches.ts';

/** Chromium's switches that say where to draw, whatever the session has. */
const namesDisplay = /^--(?:ozone-platform|display)=/u;

/**
 * Ends a start on Linux in a session without a display: Chromium would crash. A second start goes on, because the running program shows its
 * window, and so does `--quit`, which ends before Chromium looks for a display. Must be called before any file is made.
 */
export const exitIfNoDisplay = (switches: Switches): void => {
  if (switches.quit || hasDisplay(process) || process.argv.some((each) => namesDisplay.test(each))) return;
  if (lockHolderOf(dataDirOf(switches.dataDir))?.host === hostname()) return;
  abortStart(
    t(
      '{name} needs a display, and this session has none. Start it in a desktop session. To only import or export, add {switches}.',
      { name: app.getName(), switches: '--exit-when-done --ozone-platform=headless --disable-gpu' },
    ),
    startCodes.failed,
  );
};
