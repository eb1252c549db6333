import type { Feedback } from '../machines/step-runner.ts';

/** Returns why something failed; null if it did not. */
export const failureOf = (feedback: Feedback | null): string | null => {
  if (feedback?.kind === 'refused') return feedback.refusal.message;
  return feedback?.kind === 'failed' ? feedback.message : null;
};

export const isFailure = (feedback: Feedback): boolean =>
  failureOf(feedback) !== null || (feedback.kind === 'bulk' && feedback.lines.some(({ done }) => !done));

/** Whether a notice stays until it is dismissed: a failure, and several steps, whose *Undo all* is in no other place. */
export const staysUntilDismissed = (feedback: Feedback): boolean =>
  isFailure(feedback) ||
  (feedback.kind === 'bulk' && feedback.lines.filter(({ opId }) => opId !== null).length > 1);
