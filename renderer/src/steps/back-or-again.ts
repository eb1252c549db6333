import { takeBy } from '../api/take.ts';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { BackOrAgain, BackOrAgainAnswer } from '../machines/undo.ts';

/** Takes a step back, or again. */
export const backOrAgain = (call: DeskApi['call'], ask: BackOrAgain): Promise<Result<BackOrAgainAnswer>> =>
  'undoes' in ask ? takeBy(call)('undo', ask) : call['steps.redo'](ask);
