import type { Handlers } from '../../ipc/handlers.ts';
import type { SlipsService } from './slips.service.ts';

/** The calls about slips. */
export const slipsHandlers = (
  service: SlipsService,
): Handlers<
  | 'slips.list'
  | 'slips.retry'
  | 'slips.reprint'
  | 'slips.printReturnSlip'
  | 'slips.printTest'
  | 'slips.printers'
> => ({
  'slips.list': service.list,
  'slips.retry': service.retry,
  'slips.reprint': service.reprint,
  'slips.printReturnSlip': service.printReturnSlip,
  'slips.printTest': service.printTest,
  'slips.printers': service.printers,
});
