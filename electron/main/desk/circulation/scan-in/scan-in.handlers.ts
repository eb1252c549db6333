import type { Handlers } from '../../../ipc/handlers.ts';
import type { TransitService } from './scan-in.service.ts';

/** The calls of the Scan In Items page. */
export const transitHandlers = (service: TransitService): Handlers<'transit.scanIn'> => ({
  'transit.scanIn': service.scanIn,
});
