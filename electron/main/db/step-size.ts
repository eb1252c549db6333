/**
 * The maximum size of the part of a step that is shared with other workstations, in bytes as stored in the queue. On the wire it is at most
 * twice as large (`hub.misshapen` has its own limit).
 */
export const maxStepBytes = 4 * 1024 * 1024;

/** Thrown if a transaction wrote more than one step may share; nothing of it is stored. */
export class StepTooLargeError extends Error {
  readonly bytes: number;
  constructor(bytes: number) {
    super(`a step of ${bytes} bytes`);
    this.bytes = bytes;
  }
}
