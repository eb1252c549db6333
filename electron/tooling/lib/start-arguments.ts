import { join, resolve } from 'node:path';
import { userCacheFolder } from './paths.ts';

/**
 * What `npm start` tells the program besides the person's own switches: the demo library, so that a first start shows
 * something to work with, unless data was named; and a picture of the window where nobody sees it.
 *
 * @param given the switches after `npm start --`
 * @param window whether someone sees the window
 */
export function programArguments(given: readonly string[], window: 'seen' | 'unseen'): readonly string[] {
  const has = (name: string): boolean => given.some((each) => each === name || each.startsWith(`${name}=`));
  const demo = has('--demo') || has('--import') ? [] : ['--demo'];
  const hidden = window === 'unseen' && !has('--screenshot-when-ready');
  return [...demo, ...(hidden ? [`--screenshot-when-ready=${pictureFile(given)}`] : []), ...given];
}

// Beside the data where the person named a place for them, else where things go that nobody misses.
function pictureFile(given: readonly string[]): string {
  const dataDir = given.findLast((each) => each.startsWith('--data-dir='))?.slice('--data-dir='.length);
  const typedIn = process.env['INIT_CWD'] ?? process.cwd();
  return join(dataDir ? resolve(typedIn, dataDir) : userCacheFolder(), 'window.png');
}
