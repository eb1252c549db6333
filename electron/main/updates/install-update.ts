import { spawn } from 'node:child_process';
import { windowsArguments } from '../windows-arguments.ts';

/** How this program was started. */
type Start = {
  /** What the next start is given as well. */
  readonly args: readonly string[];
  /** The folder to which paths in them refer. */
  readonly folder: string;
};

/** A text of NSIS has room for 1,023 characters; program and `--quit` are in the same one. */
const mostArgumentChars = 700;

/** Whether the installer has room for these arguments. */
export const fitsInstaller = (args: readonly string[]): boolean =>
  windowsArguments(args).length <= mostArgumentChars;

/**
 * Starts the installer and lets go of it: it asks this program to end, replaces it, and starts the new one as this one was started, or this
 * one again if it fails (electron/tooling/packaging/windows/installer.nsi). `/currentuser`: nobody is asked for an administrator.
 * @returns when it runs. @throws if the system does not start it.
 */
export const startInstaller = (file: string, { args, folder }: Start): Promise<void> =>
  new Promise((resolve, reject) => {
    const installer = spawn(file, ['--updated', '/S', '/currentuser', '--force-run'], {
      detached: true,
      stdio: 'ignore',
      // The installer starts programs in a folder of its own (typedFolder in switches.ts).
      env: { ...process.env, BORROW_DESK_ARGUMENTS: windowsArguments(args), INIT_CWD: folder },
    });
    installer.once('error', reject);
    installer.once('spawn', () => {
      installer.unref();
      resolve();
    });
  });
