import { takeBy } from '../../api/take.ts';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { callBy } from '../../machines/call.machine.ts';
import { receivingMachine } from '../../machines/receiving.machine.ts';
import { backOrAgain } from '../back-or-again.ts';
import type { SlipAsk } from '../../machines/slips.ts';

/** Asks for a slip once more, or for the one that goes back with the item. */
export const printSlip = (call: DeskApi['call'], ask: SlipAsk): Promise<Result<PrintJobView>> => {
  switch (ask.kind) {
    case 'again':
      return call['slips.retry']({ jobId: ask.jobId });
    case 'reprint':
      return call['slips.reprint']({ opId: ask.opId, jobId: ask.jobId });
    case 'return':
      return takeBy(call)('print-return-slip', { opId: ask.opId, requestId: ask.requestId });
  }
};

/** The receiving machine with the calls of the main process as its effects. */
export const receivingLogic = (call: DeskApi['call']): typeof receivingMachine =>
  receivingMachine.provide({
    actors: {
      openRequest: callBy(call['receiving.open']),
      storeVolume: callBy((input) => takeBy(call)('receive', input)),
      finishSet: callBy((input) => takeBy(call)('finish-receiving', input)),
      makeBarcode: callBy(call['receiving.makeBarcode']),
      undoStep: callBy((step) => backOrAgain(call, step)),
      printSlip: callBy((ask) => printSlip(call, ask)),
    },
  });
