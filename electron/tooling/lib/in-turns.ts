import { PassThrough, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** Room for what is said before its turn has come. */
const roomBytes = 64 * 1_048_576;

/**
 * Does works beside each other, so that some go on while others wait, and lets them speak one after the other: the first has the terminal
 * to itself; what a later one says is kept until those before it have ended, and is shown as it comes from then on.
 *
 * @param works the first is called without a stream, each other one with the stream that it speaks into
 */
export function inTurns<Result>(
  works: readonly ((output?: Writable) => Promise<Result>)[],
  shown: Writable,
): Promise<readonly Result[]> {
  let before: Promise<unknown> = Promise.resolve();
  const results = works.map((work, index) => {
    if (index === 0) return (before = work()) as Promise<Result>;
    const kept = new PassThrough({ highWaterMark: roomBytes });
    const result = work(kept).finally(() => kept.end());
    const show = (): Promise<void> => {
      kept.pipe(shown, { end: false });
      return finished(kept);
    };
    before = before.then(show, show);
    return before.then(() => result);
  });
  return Promise.all(results);
}
