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
  const picture =
    window === 'seen' || has('--screenshot-when-ready') ? [] : ['--screenshot-when-ready=window.png'];
  return [...demo, ...picture, ...given];
}
