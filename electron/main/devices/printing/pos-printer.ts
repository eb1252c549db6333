import { app, type BrowserWindow, protocol } from 'electron';
import posPrinter, { type PosPrintData } from 'electron-pos-printer';
import { fail, ok, type Result } from '../../../../shared/ipc/result.ts';
import { TimeLimitError, withTimeout } from '../../with-timeout.ts';
import { t } from '../../../../shared/words/words.ts';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// CommonJS whose named exports Node does not detect: outside of a bundle only the default import works.

/** How long the print system may take to accept one slip. */
export const printTimeoutMs = 20_000;

const mmPerPixel = 25.4 / 96;

export type PosPrint = {
  readonly rows: readonly PosPrintData[];
  readonly widthMm: number;
  readonly heightMm: number;
  /** A printer's name; null for the system's default printer. */
  readonly printerName: string | null;
  /** Each copy is a separate job for the print system; 1 by default. */
  readonly copies?: number;
  readonly timeoutMs: number;
};

/**
 * Prints one slip on the system's printer through electron-pos-printer, without a dialog.
 * Only one at a time: the library's page answers on one channel for all of its windows, so two prints would be confused.
 * The library has no timeout when silent, so this function adds one and closes the page.
 * @returns refusals `printer-timeout` and `printer-failed` with a sentence for staff; it never throws.
 */
export const printWithPosPrinter = async (print: PosPrint): Promise<Result<null>> => {
  const where =
    print.printerName === null
      ? t('The printer')
      : t('Printer {printerName}', { printerName: print.printerName });
  let page: BrowserWindow | undefined;
  try {
    const [printing, opened] = startPrinting(print);
    page = opened;
    const gone = new Promise<'gone'>((resolve) => {
      page?.webContents.once('render-process-gone', () => resolve('gone'));
    });
    const end = await withTimeout(
      print.timeoutMs,
      'Printing',
      Promise.race([printing.then(() => 'done' as const), gone]),
    );
    if (end === 'done') return ok(null);
    return fail('printer-failed', t('The slip’s page closed before it printed. Print it again.'));
  } catch (error) {
    if (error instanceof TimeLimitError)
      return fail(
        'printer-timeout',
        t(
          '{where} didn’t answer within {timeoutMs} s. Check whether the slip came out; if not, check the printer and print again.',
          { where, timeoutMs: print.timeoutMs / 1000 },
        ),
      );
    return fail(
      'printer-failed',
      t(
        '{where} didn’t accept the slip ({reason}). Check that it is switched on and connected, then print again.',
        { where, reason: reasonOf(error) },
      ),
    );
  } finally {
    if (page && !page.isDestroyed()) page.destroy();
  }
};

/** Starts the print and captures the page that the library opens for it but does not expose. */
const startPrinting = (print: PosPrint): readonly [Promise<unknown>, BrowserWindow | undefined] => {
  servePrinterPage();
  let page: BrowserWindow | undefined;
  const seen = (_: unknown, window: BrowserWindow): void => {
    page = window;
    guard(window);
  };
  app.on('browser-window-created', seen);
  try {
    const printing = posPrinter.PosPrinter.print([...print.rows], {
      silent: true,
      preview: false,
      ...(print.printerName === null ? {} : { printerName: print.printerName }),
      copies: print.copies ?? 1,
      margins: { marginType: 'none' },
      // Pixels, which the library converts to micrometres. With a named size it would guess the length.
      pageSize: { width: print.widthMm / mmPerPixel, height: print.heightMm / mmPerPixel },
      printBackground: true,
    });
    // After a timeout there is no other handler.
    printing.catch(() => undefined);
    return [printing, page];
  } finally {
    app.off('browser-window-created', seen);
  }
};

/**
 * The library's page may use Node. All values in the rows are escaped; this is a second line of defence: after the library's own
 * script is loaded, the page runs no other script and does not navigate.
 */
const guard = (window: BrowserWindow): void => {
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  const policy = "default-src 'none'; style-src 'unsafe-inline' file:; img-src data:";
  webContents.once('dom-ready', () => {
    webContents
      .executeJavaScript(
        `{ const meta = document.createElement('meta'); meta.httpEquiv = 'Content-Security-Policy';
           meta.content = ${JSON.stringify(policy)}; document.head.append(meta); }`,
      )
      // The page is already gone, so there is nothing to guard.
      .catch(() => undefined);
  });
};

const reasonOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim() === '' ? t('no reason given') : text;
};

const folder = join(dirname(createRequire(import.meta.url).resolve('electron-pos-printer')), 'renderer');

/** The file types of electron-pos-printer's page. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Chromium's error number for a missing file: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
const fileNotFound = -6;

/**
 * Serves file: URLs from now on, but only the files of electron-pos-printer's page. So the program can disable the fuse that lets
 * Chromium read files, which would also let privileged pages read any file.
 */
export const servePrinterPage = (): void => {
  if (protocol.isProtocolIntercepted('file')) return;
  protocol.interceptBufferProtocol('file', ({ url }, answer) => {
    const path = pathOf(url);
    const type = path === null ? undefined : types[extname(path)];
    if (path === null || type === undefined) return answer({ error: fileNotFound });
    answer({ headers: { 'content-type': type }, data: readFileSync(path) });
  });
};

const pathOf = (address: string): string | null => {
  try {
    const path = fileURLToPath(address);
    return dirname(path) === folder ? path : null;
  } catch {
    return null;
  }
};
