import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import { takeBy } from '../api/take.ts';
import { callBy } from '../machines/call.machine.ts';
import type { SlipAsk } from '../machines/slips.ts';
import type { UndoOrRedo, UndoOrRedoAnswer } from '../machines/step-runner.ts';

const undoOrRedo = (call: DeskApi['call'], ask: UndoOrRedo): Promise<Result<UndoOrRedoAnswer>> =>
  'undoes' in ask ? takeBy(call)('undo', ask) : call['steps.redo'](ask);

const printSlip = (call: DeskApi['call'], ask: SlipAsk): Promise<Result<PrintJobView>> => {
  switch (ask.kind) {
    case 'again':
      return call['slips.retry']({ jobId: ask.jobId });
    case 'reprint':
      return call['slips.reprint']({ opId: ask.opId, jobId: ask.jobId });
  }
};

/** The calls of every step runner: undo and redo, and slips. */
export const runnerCalls = (call: DeskApi['call']) => ({
  undoStep: callBy((ask: UndoOrRedo) => undoOrRedo(call, ask)),
  printSlip: callBy((ask: SlipAsk) => printSlip(call, ask)),
});
