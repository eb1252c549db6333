import { takeBy } from '../../api/take.ts';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { callBy } from '../../machines/call.machine.ts';
import { laneMachine } from '../../machines/lane.machine.ts';
import type { ActInput, Looked, LookInput } from '../../machines/lane.context.ts';
import { backOrAgain } from '../back-or-again.ts';
import { printSlip } from '../receiving/receiving.actors.ts';

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
      return takeBy(call)('scan-in', step.input);
    case 'return':
      return takeBy(call)('return', step.input);
    case 'lend':
      return takeBy(call)('lend', step.input);
    case 'renew':
      return takeBy(call)('renew-loan', step.input);
  }
};

/** The lane machine with the calls of the main process as its effects. */
export const laneLogic = (call: DeskApi['call']): typeof laneMachine =>
  laneMachine.provide({
    actors: {
      look: callBy((ask) => look(call, ask)),
      act: callBy((ask) => act(call, ask)),
      undoStep: callBy((step) => backOrAgain(call, step)),
      printSlip: callBy((ask) => printSlip(call, ask)),
    },
  });
