import { setTimeout as pause } from 'node:timers/promises';

/**
 * Polls until there is an answer.
 *
 * @param ask returns undefined while there is no answer yet
 * @param what completes the sentence "… did not happen within …"
 * @param limitMs timeout in milliseconds
 * @throws after the timeout, or if `ask` throws
 */
export async function waitFor<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  limitMs = 20_000,
): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what} did not happen within ${limitMs / 1000} seconds.`);
    await pause(50);
  }
}
