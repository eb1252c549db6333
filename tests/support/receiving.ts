import { take } from '../../electron/main/desk/steps/take.ts';
import { receivingService } from '../../electron/main/desk/queries/receiving/receiving.service.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { StepInput } from '../../shared/domain/steps/all-steps.ts';
import type { TestDesk } from './desk.ts';
import { newOpId } from './desk.ts';

/** The fields of a receipt that a test sets; the others have the page's defaults. */
export type ReceiveInput = Partial<StepInput<'receive'>> & {
  readonly requestId: RequestId;
  readonly barcode: string;
};

/** The calls of Receiving Items on a test desk. */
export const receivingAt = (desk: () => TestDesk) => {
  const service = () => receivingService(desk().context);
  return {
    service,
    receive: (input: ReceiveInput) =>
      take(desk().context, 'receive', {
        opId: newOpId(),
        several: false,
        printSlip: true,
        notifyPatron: true,
        use: null,
        ...input,
      }),
    finish: (requestId: RequestId, more: Partial<StepInput<'finish-receiving'>> = {}) =>
      take(desk().context, 'finish-receiving', {
        opId: newOpId(),
        requestId,
        notifyPatron: true,
        rest: 'coming',
        ...more,
      }),
    open: (code: string) => service().open({ code }),
  };
};
