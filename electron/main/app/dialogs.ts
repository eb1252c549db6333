import { app, dialog, type BrowserWindow } from 'electron';

/** Asks for a library file to import. @returns its path, or null when the person closed the dialog. */
export const chooseLibraryFile = async (window: BrowserWindow): Promise<string | null> => {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import a library file',
    buttonLabel: 'Import',
    properties: ['openFile'],
    filters: [
      { name: 'Library files', extensions: ['json', 'csv'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  return canceled ? null : (filePaths[0] ?? null);
};

/** Shows what this program is, with what support asks for first. */
export const showAbout = async (window: BrowserWindow | null, dataDir: string): Promise<void> => {
  const options = {
    type: 'info' as const,
    title: `About ${app.getName()}`,
    message: `${app.getName()} ${app.getVersion()}`,
    detail: `Data folder: ${dataDir}\nElectron ${process.versions.electron} · Chromium ${process.versions.chrome} · Node ${process.versions.node}`,
    buttons: ['Close'],
  };
  await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
};
