import type { Handlers } from '../../ipc/handlers.ts';
import type { TodaysStepsService } from './todays-steps.service.ts';
import type { UndoService } from './undo.service.ts';

/** The calls about steps that staff took. */
export const stepsHandlers = (
  todaysSteps: TodaysStepsService,
  undo: UndoService,
): Handlers<'steps.today' | 'steps.undo'> => ({
  'steps.today': ({ limit }) => todaysSteps.list(limit),
  'steps.undo': undo.undo,
});
