import type { WhySetAside } from '../../../shared/domain/why-set-aside.ts';

/** Thrown if a step of another workstation cannot be written here. */
export class CannotWrite extends Error {
  readonly why: WhySetAside;
  constructor(why: WhySetAside) {
    super(why);
    this.why = why;
  }
}
