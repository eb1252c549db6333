import { fromPromise } from 'xstate';
import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { DeskApi } from '../../../../shared/ipc/api.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { Undone } from '../../../../shared/ipc/views.ts';
import { requestsMachine } from '../../machines/requests.machine.ts';
import type { SlipsPrinted } from '../../machines/requests.types.ts';

/** The machine of Borrowing Requests with the calls of the main process as its effects. */
export const requestsLogic = (call: DeskApi['call']): typeof requestsMachine =>
  requestsMachine.provide({
    actors: {
      undoStep: fromPromise<Result<Undone>, { readonly opId: OpId; readonly undoes: OpId }>(({ input }) =>
        call['steps.undo'](input),
      ),
      printSlips: fromPromise<Result<SlipsPrinted>, { readonly opId: OpId; readonly requestId: RequestId }>(
        async ({ input }) => {
          const printed = await call['slips.printOf'](input);
          return printed.ok ? ok({ slips: printed.value.length }) : printed;
        },
      ),
    },
  });
