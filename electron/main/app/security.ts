import { app, session, shell, type Session, type WebContents } from 'electron';
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
    bringBack(contents, options);
    // WebRTC may send by a proxy alone, and there is none (see closeNetwork).
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
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

// Chromium asks nobody about `about:blank` and `about:srcdoc`, and to stop such a way while it is taken ends the program: so the
// page is loaded anew when it has come there. Only what a page does itself counts, and not what the program loads.
const bringBack = (
  contents: WebContents,
  { pageUrl, log }: { readonly pageUrl: string; readonly log: Log },
): void => {
  let isAstray = false;
  contents.on('did-start-navigation', ({ url, isMainFrame, isSameDocument, initiator }) => {
    if (isMainFrame && !isSameDocument)
      isAstray = url.startsWith('about:') && initiator !== undefined && initiator !== null;
  });
  const back = (): void => {
    if (!isAstray) return;
    isAstray = false;
    log.warn('navigation.refused');
    setImmediate(() => {
      if (!contents.isDestroyed())
        contents.loadURL(pageUrl).catch((error: unknown) => log.error('page.not-loaded', error));
    });
  };
  contents.on('did-navigate', back);
  // `about:srcdoc` is nothing outside of a frame, but the page is gone all the same.
  contents.on('did-fail-load', back);
};

/**
 * Gives every page a proxy that is not there: the program's pages come from its own files, and what leaves the computer leaves by the
 * main process. The policy of the page forbids requests already; a connection between browsers (WebRTC) it does not know. Must be
 * called before the app is ready.
 * @param hasDevServer pages come from this computer's development server.
 */
export const closeNetwork = (hasDevServer: boolean): void => {
  // Port 9 discards, where anything listens there at all.
  app.commandLine.appendSwitch('proxy-server', 'http://127.0.0.1:9');
  if (!hasDevServer) app.commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
};

/** Refuses every permission a page could ask for. The program needs none. */
export const denyPermissions = (pages: Session): void => {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
};
