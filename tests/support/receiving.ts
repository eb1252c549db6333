import { receivingService } from '../../electron/main/desk/circulation/receiving/receiving.service.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import type { TestDesk } from './desk.ts';
import { newOpId } from './desk.ts';

/** What a test says of a receipt; the rest is as the page has it when nobody touches it. */
export type ReceiveInput = Partial<Input<'receiving.receive'>> & {
  readonly requestId: RequestId;
  readonly barcode: string;
};

/** The calls of Receiving Items on a test desk. */
export const receivingAt = (desk: () => TestDesk) => {
  const service = () => receivingService(desk().context);
  return {
    service,
    receive: (input: ReceiveInput) =>
      service().receive({
        opId: newOpId(),
        several: false,
        printSlip: true,
        notifyPatron: true,
        unexpected: false,
        ...input,
      }),
    open: (code: string, further = false) => service().open({ code, further }),
  };
};
