import { Updates } from '../../../electron/main/updates/updates.ts';
import { updatesService } from '../../../electron/main/updates/updates.service.ts';
import { noteFrom } from '../../../electron/main/updates/update-note.ts';

/** The updates of a build without a key: nothing is looked for. */
export const noUpdates = updatesService(
  new Updates({
    installed: { version: '0.1.0', platform: 'linux-x64', keys: [] },
    installation: 'none',
    mode: () => 'automatic',
    source: null,
    serverFault: null,
    readNote: () => noteFrom(null),
    writeNote: () => undefined,
    backUp: () => Promise.resolve(),
    startInstaller: () => Promise.reject(new Error('There is no installer in this test.')),
    quit: () => undefined,
    moment: () => ({ hasFileWork: false, isPrinting: false, isOpen: true, idleMinutes: 0 }),
    askPage: () => undefined,
    later: () => () => undefined,
    nowMs: () => 0,
    random: () => 0,
    changed: () => undefined,
    log: { info: () => undefined, warn: () => undefined },
  }),
  '0.1.0',
  () => 'UTC',
);
