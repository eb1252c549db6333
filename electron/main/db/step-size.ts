/**
 * The most that a step may bring along that other workstations get, in bytes as it stands in the queue. As it goes to the hub it is at most twice as much
 * (`hub.misshapen` has a bound of its own).
 */
export const mostStepBytes = 4 * 1024 * 1024;

/** A transaction wrote more than one step may share; nothing of it is stored. */
export class StepTooLarge extends Error {
  readonly bytes: number;
  constructor(bytes: number) {
    super(`a step of ${bytes} bytes`);
    this.bytes = bytes;
  }
}
