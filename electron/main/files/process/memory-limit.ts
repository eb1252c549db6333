import { stat } from 'node:fs/promises';

const megabyte = 1_048_576;

/**
 * How much memory a process that reads a file may take above what it took at its beginning. What reads a file keeps little of it; what is
 * known of its rows grows with the file. One that is hardly packed has less to say than one that is.
 */
const usual = { leastMb: 400, perByteOfFile: 8, mostMb: 1_024, everyMs: 50 };

/** The heap of one thread: what JavaScript keeps. Buffers, and what SQLite keeps, are outside of it. */
export const heapLimits = { maxOldGenerationSizeMb: 288, maxYoungGenerationSizeMb: 32 } as const;

/**
 * Watches the memory of this process from now on.
 * @param file what it reads, whose size says how much it may take.
 * @param exhausted called once, when it takes more.
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
  // The drive may never answer: until then the file counts for a small one.
  void stat(file).then(
    ({ size }) => {
      limitMb = Math.min(limits.mostMb, limits.leastMb + (limits.perByteOfFile * size) / megabyte);
    },
    () => undefined,
  );
};
