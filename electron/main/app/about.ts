import { app, BrowserWindow, dialog, shell } from 'electron';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { aboutText, licenceChoices, runtimeNoted } from './about-text.ts';
import { pageUrl } from './serve-folder.ts';
import { iconFile, windowIcon } from './window-icon.ts';
import { t } from '../../../shared/words/words.ts';

/** The page created by the build (electron/tooling/packaging/licences.ts); missing in development. */
const licencePage = 'licences.html';

/** Chromium's own list, a file shipped with Electron: beside the executable, on macOS in its Resources. */
const chromiumLicences = (): string =>
  join(
    process.platform === 'darwin' ? process.resourcesPath : dirname(process.execPath),
    'LICENSES.chromium.html',
  );

/**
 * Shows information about the program, including what support asks for first, and access to the licences of its components.
 * @param about.pages the folder of the built pages.
 */
export const showAbout = async (
  window: BrowserWindow | null,
  about: { readonly dataDir: string; readonly pages: string; readonly supportAddress: string | undefined },
): Promise<void> => {
  const { dataDir, pages, supportAddress } = about;
  const choices = licenceChoices({
    ours: existsSync(join(pages, licencePage)),
    chromium: existsSync(chromiumLicences()),
  });
  const options = {
    type: 'info' as const,
    icon: iconFile(),
    title: t('About {app}', { app: app.getName() }),
    message: `${app.getName()} ${app.getVersion()}`,
    detail: aboutText({
      dataDir,
      versions: process.versions,
      runtime: runtimeNoted(ownPackage()),
      supportAddress,
    }),
    buttons: choices.map(({ label }) => label),
    cancelId: 0,
    defaultId: 0,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  switch (choices[response]?.opens) {
    case 'licences':
      return showLicences(window);
    case 'chromium':
      return void (await shell.openPath(chromiumLicences()));
    default:
  }
};

const ownPackage = (): unknown => {
  try {
    return JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')) as unknown;
  } catch {
    return null;
  }
};

/** Opens a window that shows text and runs no scripts. Escape closes it. */
const showLicences = (parent: BrowserWindow | null): void => {
  const window = new BrowserWindow({
    ...(parent ? { parent } : {}),
    width: 820,
    height: 700,
    title: t('Licences'),
    ...windowIcon(),
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  window.webContents.on('before-input-event', (_event, { key }) => {
    if (key === 'Escape') window.close();
  });
  void window.loadURL(new URL(licencePage, pageUrl).href);
};
