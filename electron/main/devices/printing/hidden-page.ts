import { WebContentsView, type WebContents, type WebPreferences } from 'electron';

export type HiddenPage = { readonly webContents: WebContents; readonly close: () => void };

// Electron destroys a view that nothing refers to any more, and whatever was awaited from it never comes.
const open = new Set<WebContentsView>();

/**
 * A page that nobody sees. It is no window, so that the program's last window is still the one that staff see.
 * Whoever opens it closes it.
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
