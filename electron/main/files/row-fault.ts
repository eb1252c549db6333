/** Why one row of a file is refused: the path of the field in the row, and a sentence for staff. */
export class RowFault extends Error {
  readonly field: string;
  readonly reason: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
    this.reason = reason;
  }
}

/** Why a file, or the rest of it, is not imported: a sentence for staff. */
export class FileFault extends Error {}
