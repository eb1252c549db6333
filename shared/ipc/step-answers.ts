import type * as z from 'zod';
import type { steps, StepKind } from '../domain/steps/all-steps.ts';
import * as receiving from './receiving-views.ts';
import * as view from './views.ts';

/** The shapes of the answers of steps. */
export const stepAnswers = {
  outcome: view.outcome,
  received: receiving.received,
  finished: receiving.finished,
  slip: view.printJobView,
  undone: view.undone,
} as const;

/** The answer of a kind of step. */
export type StepAnswer<Kind extends StepKind> = z.infer<(typeof stepAnswers)[(typeof steps)[Kind]['answer']]>;
