import { fromPromise } from 'xstate';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { receivingMachine } from '../../machines/receiving.machine.ts';
import type { SlipAsk } from '../../machines/receiving.types.ts';

const printSlip = (call: DeskApi['call'], ask: SlipAsk): Promise<Result<PrintJobView>> => {
  switch (ask.kind) {
    case 'again':
      return call['slips.retry']({ jobId: ask.jobId });
    case 'reprint':
      return call['slips.reprint']({ opId: ask.opId, jobId: ask.jobId });
    case 'return':
      return call['slips.printReturnSlip']({ opId: ask.opId, requestId: ask.requestId });
  }
};

/** The receiving machine with the calls of the main process as its effects. */
export const receivingLogic = (call: DeskApi['call']): typeof receivingMachine =>
  receivingMachine.provide({
    actors: {
      openRequest: fromPromise<Result<Output<'receiving.open'>>, Input<'receiving.open'>>(({ input }) =>
        call['receiving.open'](input),
      ),
      storeVolume: fromPromise<Result<Output<'receiving.receive'>>, Input<'receiving.receive'>>(({ input }) =>
        call['receiving.receive'](input),
      ),
      finishSet: fromPromise<Result<Output<'receiving.finish'>>, Input<'receiving.finish'>>(({ input }) =>
        call['receiving.finish'](input),
      ),
      undoStep: fromPromise<Result<Output<'steps.undo'>>, Input<'steps.undo'>>(({ input }) =>
        call['steps.undo'](input),
      ),
      printSlip: fromPromise<Result<PrintJobView>, SlipAsk>(({ input }) => printSlip(call, input)),
    },
  });
