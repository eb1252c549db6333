import type { SetAsideReason } from '../../../shared/domain/set-aside-reasons.ts';

/** Thrown if a step of another workstation cannot be written here. */
export class CannotWriteError extends Error {
  readonly why: SetAsideReason;
  constructor(why: SetAsideReason) {
    super(why);
    this.why = why;
  }
}
