import { app } from 'electron';
import { join } from 'node:path';
import type { Base } from '../program-base.ts';
import { linuxStartEntry, loginItem, sessionStart, type SessionStart } from './start-with-session.ts';

/** Opens the entry with which the session of this account starts the program, with the same data folder. */
export const sessionStartOfProgram = ({
  switches,
  policy,
  log,
}: Pick<Base, 'switches' | 'policy' | 'log'>): SessionStart => {
  const folder = policy.values.DataFolder === undefined ? switches.dataDir : null;
  const command = {
    path: process.execPath,
    args: [
      // In development the program is an argument of Electron.
      ...(app.isPackaged ? [] : [app.getAppPath()]),
      ...(folder === null ? [] : [`--data-dir=${folder}`]),
      '--minimised',
    ],
  };
  const entry =
    process.platform === 'linux'
      ? linuxStartEntry(
          process.env['XDG_CONFIG_HOME'] ?? join(app.getPath('home'), '.config'),
          app.getName(),
          command,
        )
      : loginItem(app, command);
  return sessionStart(entry, (error) => log.error('session-start.failed', error));
};
