import type { RunningWork } from '../../../shared/ipc/asked-views.ts';
import { ask } from '../api/desk.ts';
import { sharedValue } from '../components/shared-value.ts';

/** What the end of the program would lose or cut off: input, an open set, scans that wait, and work outside the page. */
export type Loss = 'input' | 'set' | 'scans' | RunningWork;

/** An installer waits this long, and asks again every few seconds. */
const askerWaitsMs = 60_000;

const losses = sharedValue<readonly Loss[] | null>(null);
let quietUntil = 0;

/** Ends the program, after asking if something would be lost. Who was answered "not now" is not asked again by the same installer. */
export const askToQuit = (lost: readonly Loss[]): void => {
  if (lost.length === 0) void ask('app.quit', {});
  else if (losses.get() === null && Date.now() >= quietUntil) losses.set(lost);
};

export const stayOpen = (): void => {
  quietUntil = Date.now() + askerWaitsMs;
  losses.set(null);
};

export const quitAnyway = (): void => {
  losses.set(null);
  void ask('app.quit', {});
};

/** What would be lost, while the question is shown; null otherwise. */
export const useQuitAsked = losses.use;
