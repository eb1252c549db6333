import type { WhyAside } from '../../../shared/domain/why-aside.ts';

/** A step of another workstation cannot be written here as it is. */
export class CannotWrite extends Error {
  readonly why: WhyAside;
  constructor(why: WhyAside) {
    super(why);
    this.why = why;
  }
}
