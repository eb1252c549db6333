import type { WhySetAside } from '../../../shared/domain/why-set-aside.ts';

/** A step of another workstation cannot be written here as it is. */
export class CannotWrite extends Error {
  readonly why: WhySetAside;
  constructor(why: WhySetAside) {
    super(why);
    this.why = why;
  }
}
