import { readFileSync } from 'node:fs';
import { extname, resolve, sep } from 'node:path';
import { parseUrl } from './trusted-urls.ts';

/** What the program's page may load: its own scripts, fonts and images, and nothing from elsewhere. */
export const contentSecurityPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  // Mantine sets styles on elements.
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data:`,
  `font-src 'self'`,
  `media-src 'self' data:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain; charset=utf-8',
};

/** The address of the page, and of everything that it loads. */
export const pageUrl = 'app://desk/index.html';

/** The answer to the page. Not a `Response`: loading Node's takes 60 ms, for which the page would wait. */
export type FileAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

const refused = (status: number): FileAnswer => ({ status, headers: {}, body: Buffer.alloc(0) });

/**
 * Answers a request of the page from a folder. A path without an extension is the page itself. Only serves files of known types inside the
 * folder, and only to `app://desk/`.
 */
export const answerFromFolder = (
  folder: string,
  request: { readonly url: string; readonly method: string },
): FileAnswer => {
  if (request.method !== 'GET') return refused(405);
  const file = fileFor(folder, request.url);
  if (file === null) return refused(404);
  try {
    return { status: 200, headers: headersFor(file.type), body: readFileSync(file.path) };
  } catch {
    return refused(404);
  }
};

const fileFor = (
  folder: string,
  address: string,
): { readonly path: string; readonly type: string } | null => {
  const url = parseUrl(address);
  if (url?.protocol !== 'app:' || url.host !== 'desk') return null;
  const name = decoded(url.pathname);
  // On Windows a backslash separates folders, and a colon denotes a drive or a stream.
  if (name === null || /[\\:\0]/.test(name)) return null;
  const path = resolve(folder, `.${extname(name) === '' ? '/index.html' : name}`);
  const type = types[extname(path)];
  return type !== undefined && path.startsWith(resolve(folder) + sep) ? { path, type } : null;
};

const decoded = (pathname: string): string | null => {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
};

const headersFor = (type: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
});
