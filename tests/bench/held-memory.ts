import type { CDPSession } from '@playwright/test';
import type { Desk } from '../support/launch.ts';

/** Memory in MB: of all processes of the program together, and the main process and its pages of it. */
export type Held = { readonly mb: number; readonly mainMb: number; readonly pageMb: number };

/** What the program holds once its page has cleared up. */
export const heldNow = async ({ app }: Desk, devTools: CDPSession): Promise<Held> => {
  await devTools.send('HeapProfiler.collectGarbage');
  const processes = await app.evaluate((electron) =>
    electron.app.getAppMetrics().map(({ type, memory }) => ({ type, mb: memory.workingSetSize / 1024 })),
  );
  const sumOf = (wanted: string | null): number =>
    processes.reduce((sum, { type, mb }) => sum + (wanted === null || type === wanted ? mb : 0), 0);
  return { mb: sumOf(null), mainMb: sumOf('Browser'), pageMb: sumOf('Tab') };
};
