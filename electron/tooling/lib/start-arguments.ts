import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { userCacheFolder } from './paths.ts';

/**
 * What `npm start` tells the program besides the person's own switches: the demo library, so that a first start shows
 * something to work with, unless data was named; and a picture of the window where nobody sees it.
 *
 * @param given the switches after `npm start --`
 * @param window whether someone sees the window
 */
export function programArguments(given: readonly string[], window: 'seen' | 'unseen'): readonly string[] {
  // The program's own reader looks at them all; here only a few matter.
  const { values } = parseArgs({ args: [...given], strict: false });
  const demo = ['demo', 'import', 'join-hub'].some((name) => name in values) ? [] : ['--demo'];
  const picture = window === 'unseen' ? pictureOf(given) : null;
  return [...demo, ...(picture === null ? [] : [`--screenshot-when-ready=${picture}`]), ...given];
}

/**
 * The picture that is made of a window that nobody sees; null where the person asked for one of their own. Beside the data folder
 * where one was named, else where things go that nobody misses. The program replaces no file: remove the last one first.
 */
export function pictureOf(given: readonly string[]): string | null {
  const { values } = parseArgs({ args: [...given], strict: false });
  if ('screenshot-when-ready' in values) return null;
  const dataDir = values['data-dir'];
  if (typeof dataDir !== 'string' || dataDir === '') return join(userCacheFolder(), 'window.png');
  return `${resolve(process.env['INIT_CWD'] ?? process.cwd(), dataDir)}-window.png`;
}
