import { app, session, shell, type Session, type WebContents } from 'electron';
import type { Log } from '../log/log.ts';
import { isSamePlace, mayOpenOutside } from './trusted-urls.ts';

/**
 * Blocks the ways out of a page: navigation, new windows, embedded pages and permissions. Must be called after the app is ready and before
 * the first window is created.
 * @param options.pageUrl the only page that may be navigated to (a reload).
 * @param options.externalHosts hosts whose https pages may be opened in the system's browser.
 */
export const restrictNavigation = (options: {
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
    // WebRTC may only send through a proxy, and there is none (see closeNetwork).
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

// Chromium emits no event that could prevent navigation to `about:blank` and `about:srcdoc`, and stopping it midway crashes the program: so
// the page is reloaded afterwards. Only navigation by the page itself counts, not by the program.
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
  // `about:srcdoc` fails outside a frame, but the page is gone anyway.
  contents.on('did-fail-load', back);
};

/**
 * Sets a proxy that does not exist for every page: the program's pages come from its own files, and everything sent to other computers goes
 * through the main process. The content security policy already forbids requests, but it does not cover connections between browsers
 * (WebRTC). Must be called before the app is ready.
 * @param hasDevServer whether pages come from this computer's development server.
 */
export const closeNetwork = (hasDevServer: boolean): void => {
  // Port 9 is the discard service, if anything listens there at all.
  app.commandLine.appendSwitch('proxy-server', 'http://127.0.0.1:9');
  if (!hasDevServer) app.commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
};

/** Refuses every permission a page could ask for. The program needs none. */
export const denyPermissions = (pages: Session): void => {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
};
