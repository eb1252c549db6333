import { stat } from 'node:fs/promises';

/** How large and how long a download may become. */
export type DownloadBound = { readonly bytes: number; readonly ms: number };

const lookEveryMs = 500;

/**
 * Runs a download and cancels it when its file becomes larger than announced, as from a server that never stops sending, or when it takes
 * too long.
 * @param file where it is written
 * @throws what it fails with, or which bound it has passed
 */
export const bounded = async (
  file: string,
  { bytes, ms }: DownloadBound,
  { run, cancel }: { readonly run: () => Promise<unknown>; readonly cancel: () => void },
): Promise<void> => {
  const until = performance.now() + ms;
  const passed: string[] = [];
  const look = async (): Promise<void> => {
    const size = await stat(file).then(
      (stats) => stats.size,
      () => 0,
    );
    if (size > bytes) passed.push('larger than announced');
    else if (performance.now() > until) passed.push('too slow');
    if (passed.length > 0) cancel();
  };
  const timer = setInterval(() => void look(), Math.min(lookEveryMs, ms));
  try {
    await run();
  } catch (error) {
    const [why] = passed;
    throw why === undefined ? error : new Error(`download ${why}`, { cause: error });
  } finally {
    clearInterval(timer);
  }
};
