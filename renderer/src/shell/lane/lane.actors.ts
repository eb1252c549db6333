import { fromPromise } from 'xstate';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { Outcome, PrintJobView, Undone } from '../../../../shared/ipc/views.ts';
import { laneMachine } from '../../machines/lane.machine.ts';
import type { ActInput, Looked, LookInput, SlipAsk } from '../../machines/lane.types.ts';

const look = async (call: DeskApi['call'], { kind, code }: LookInput): Promise<Result<Looked>> => {
  if (kind === 'return') {
    const result = await call['returning.look']({ code });
    return result.ok ? ok({ kind, look: result.value }) : result;
  }
  const result = await call['loans.findPatron']({ text: code });
  return result.ok ? ok({ kind: 'patrons', ...result.value }) : result;
};

const act = (call: DeskApi['call'], step: ActInput): Promise<Result<Outcome>> => {
  switch (step.job) {
    case 'scan-in':
      return call['transit.scanIn'](step.input);
    case 'return':
      return call['returning.return'](step.input);
    case 'lend':
      return call['loans.lend'](step.input);
    case 'renew':
      return call['renewing.renewLoan'](step.input);
  }
};

/** The lane machine with the calls of the main process as its effects. */
export const laneLogic = (call: DeskApi['call']): typeof laneMachine =>
  laneMachine.provide({
    actors: {
      look: fromPromise<Result<Looked>, LookInput>(({ input }) => look(call, input)),
      act: fromPromise<Result<Outcome>, ActInput>(({ input }) => act(call, input)),
      undoStep: fromPromise<Result<Undone>, Input<'steps.undo'>>(({ input }) => call['steps.undo'](input)),
      printSlip: fromPromise<Result<PrintJobView>, SlipAsk>(({ input: ask }) =>
        ask.kind === 'again'
          ? call['slips.retry']({ jobId: ask.jobId })
          : call['slips.reprint']({ opId: ask.opId, jobId: ask.jobId }),
      ),
    },
  });
