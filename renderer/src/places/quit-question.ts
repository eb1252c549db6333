import type { QuitAsker, RunningWork } from '../../../shared/ipc/asked-views.ts';
import { ask } from '../api/desk.ts';
import { sharedValue } from '../components/shared-value.ts';

/** What the end of the program would lose or cut off: input, an open set, scans that wait, and work outside the page. */
export type Loss = 'input' | 'set' | 'scans' | RunningWork;

/** An installer waits this long, and asks again every few seconds. */
const askerWaitsMs = 60_000;

/** The question that is shown. */
export type QuitAsked = { readonly losses: readonly Loss[]; readonly by: QuitAsker };

const question = sharedValue<QuitAsked | null>(null);
let quietUntil = 0;

/** Ends the program, after asking if something would be lost. Who was answered "not now" is not asked again by the same installer. */
export const askToQuit = (losses: readonly Loss[], by: QuitAsker): void => {
  if (losses.length === 0) return void ask('app.quit', {});
  const isQuiet = by === 'installer' && Date.now() < quietUntil;
  if (question.get() === null && !isQuiet) question.set({ losses, by });
};

export const stayOpen = (): void => {
  if (question.get()?.by === 'installer') quietUntil = Date.now() + askerWaitsMs;
  question.set(null);
};

export const quitAnyway = (): void => {
  question.set(null);
  void ask('app.quit', {});
};

/** The question while it is shown; null otherwise. */
export const useQuitAsked = question.use;
