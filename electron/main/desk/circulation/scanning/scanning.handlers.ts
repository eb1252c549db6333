import type { Handlers } from '../../../ipc/handlers.ts';
import type { ScanningService } from './scanning.service.ts';

/** The call of a scan on any page. */
export const scanningHandlers = (service: ScanningService): Handlers<'scanning.look'> => ({
  'scanning.look': service.look,
});
