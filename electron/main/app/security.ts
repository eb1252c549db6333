import { app, session, shell, type Session } from 'electron';
import type { Log } from '../log/log.ts';
import { isSamePlace, mayOpenOutside } from './trusted-urls.ts';

/**
 * Closes what a page could use to get out: navigation, new windows, embedded pages and permissions.
 * Must be called after the app is ready and before the first window is made.
 * @param options.pageUrl the page that may be navigated to (a reload), and nothing else.
 * @param options.externalHosts hosts whose https pages may be opened in the system's browser.
 */
export const closeWaysOut = (options: {
  readonly pageUrl: string;
  readonly externalHosts: readonly string[];
  readonly log: Log;
}): void => {
  denyPermissions(session.defaultSession);
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => {
      if (isSamePlace(event.url, options.pageUrl)) return;
      event.preventDefault();
      options.log.warn('navigation.refused');
    });
    contents.on('will-redirect', (event) => {
      if (!isSamePlace(event.url, options.pageUrl)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url, options.externalHosts)) void shell.openExternal(url);
      else options.log.warn('window.refused');
      return { action: 'deny' };
    });
  });
};

/** Refuses every permission a page could ask for. The program needs none. */
export const denyPermissions = (pages: Session): void => {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
};
