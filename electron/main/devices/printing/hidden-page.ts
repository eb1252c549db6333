import { WebContentsView, type WebContents, type WebPreferences } from 'electron';

export type HiddenPage = { readonly webContents: WebContents; readonly close: () => void };

// Electron destroys a view without references, and then its pending promises never settle.
const open = new Set<WebContentsView>();

/**
 * Opens an invisible page. It is not a window, so the last window of the program is still the one that staff see.
 * The caller must close it.
 */
export const openHiddenPage = (webPreferences: WebPreferences = {}): HiddenPage => {
  const view = new WebContentsView({
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, ...webPreferences },
  });
  open.add(view);
  const { webContents } = view;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  view.setBounds({ x: 0, y: 0, width: 900, height: 1200 });
  return {
    webContents,
    close: () => {
      open.delete(view);
      if (!webContents.isDestroyed()) webContents.close();
    },
  };
};
