import { stat } from 'node:fs/promises';

const megabyte = 1_048_576;

/**
 * How much memory a process that reads a file may use beyond its initial size. Readers keep little of a file, but what is stored about
 * its rows grows with it. The limit is relative to the packed size.
 */
const usual = { leastMb: 400, perByteOfFile: 8, maxMb: 1_024, everyMs: 50 };

/** The heap of one thread. Buffers and SQLite's memory are outside of it. */
export const heapLimits = { maxOldGenerationSizeMb: 288, maxYoungGenerationSizeMb: 32 } as const;

/**
 * Starts watching the memory of this process.
 * @param file the file being read; its size determines the limit.
 * @param exhausted called once, when the limit is exceeded.
 */
export const watchMemory = (file: string, exhausted: () => void, limits = usual): void => {
  const atBegin = process.memoryUsage.rss();
  let limitMb = limits.leastMb;
  const watching = setInterval(() => {
    if (process.memoryUsage.rss() - atBegin <= limitMb * megabyte) return;
    clearInterval(watching);
    exhausted();
  }, limits.everyMs);
  watching.unref();
  // The drive may never answer; until it does, the smallest limit applies.
  void stat(file).then(
    ({ size }) => {
      limitMb = Math.min(limits.maxMb, limits.leastMb + (limits.perByteOfFile * size) / megabyte);
    },
    () => undefined,
  );
};
