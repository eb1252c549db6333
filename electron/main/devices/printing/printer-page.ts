import { protocol } from 'electron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(createRequire(import.meta.url).resolve('electron-pos-printer')), 'renderer');

/** All that electron-pos-printer's page is made of. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Electron's number for a file that is not there: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h */
const fileNotFound = -6;

/**
 * Answers addresses with file: itself from now on, with the files of electron-pos-printer's page and nothing else. So the program
 * can do without the fuse that lets Chromium read files, which would also let pages that may do more than others read them.
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
