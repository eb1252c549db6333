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
  const hidden = window === 'unseen' && !('screenshot-when-ready' in values);
  const picture = hidden ? [`--screenshot-when-ready=${pictureFile(values['data-dir'])}`] : [];
  return [...demo, ...picture, ...given];
}

// Beside the data where the person named a place for them, else where things go that nobody misses.
function pictureFile(dataDir: unknown): string {
  const typedIn = process.env['INIT_CWD'] ?? process.cwd();
  const folder =
    typeof dataDir === 'string' && dataDir !== '' ? resolve(typedIn, dataDir) : userCacheFolder();
  return join(folder, 'window.png');
}
