/** Why one row of a file is refused: the field, by its path in the row, and a sentence for staff. */
export class RowFault extends Error {
  readonly field: string;
  readonly reason: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
    this.reason = reason;
  }
}

/** Why nothing of a file, or nothing more of it, is imported: a sentence for staff. */
export class FileFault extends Error {}
