import { spawn } from 'node:child_process';

/**
 * Starts the installer and lets go of it: it asks this program to end, replaces it, and starts the new one (electron/tooling/packaging/
 * windows/installer.nsi). `/currentuser`: nobody is asked for an administrator.
 * @returns when it runs. @throws if the system does not start it.
 */
export const startInstaller = (file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const installer = spawn(file, ['--updated', '/S', '/currentuser', '--force-run'], {
      detached: true,
      stdio: 'ignore',
    });
    installer.once('error', reject);
    installer.once('spawn', () => {
      installer.unref();
      resolve();
    });
  });
