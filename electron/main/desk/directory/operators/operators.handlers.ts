import type { Handlers } from '../../../ipc/handlers.ts';
import type { OperatorsService } from './operators.service.ts';

/** The calls about operators, their roles and their PINs. */
export const operatorsHandlers = (
  service: OperatorsService,
): Handlers<'operators.list' | 'operators.save' | 'operators.remove' | 'operators.setPin'> => ({
  'operators.list': service.list,
  'operators.save': service.save,
  'operators.remove': service.remove,
  'operators.setPin': service.setPin,
});
