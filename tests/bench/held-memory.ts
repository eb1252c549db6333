import type { CDPSession } from '@playwright/test';
import type { Desk } from '../support/launch.ts';

/** Memory in MB: of all processes of the program, of the main process, and of its pages. */
export type Held = { readonly mb: number; readonly mainMb: number; readonly pageMb: number };

/** Returns the memory of the program after a garbage collection in its page. */
export const heldNow = async ({ app }: Desk, devTools: CDPSession): Promise<Held> => {
  await devTools.send('HeapProfiler.collectGarbage');
  const processes = await app.evaluate((electron) =>
    electron.app.getAppMetrics().map(({ type, memory }) => ({ type, mb: memory.workingSetSize / 1024 })),
  );
  const sumOf = (wanted: string | null): number =>
    processes.reduce((sum, { type, mb }) => sum + (wanted === null || type === wanted ? mb : 0), 0);
  return { mb: sumOf(null), mainMb: sumOf('Browser'), pageMb: sumOf('Tab') };
};
