import type { Handlers } from '../../../ipc/handlers.ts';
import type { SlipsService } from './slips.service.ts';

type SlipChannel =
  | 'slips.list'
  | 'slips.retry'
  | 'slips.reprint'
  | 'slips.printReturnSlip'
  | 'slips.printOf'
  | 'slips.printTest'
  | 'slips.printers';

/** The calls about slips. */
export const slipsHandlers = (service: SlipsService): Handlers<SlipChannel> => ({
  'slips.list': service.list,
  'slips.retry': service.retry,
  'slips.reprint': service.reprint,
  'slips.printReturnSlip': service.printReturnSlip,
  'slips.printOf': service.printOf,
  'slips.printTest': service.printTest,
  'slips.printers': service.printers,
});
