/** Why a workstation cannot write another one's step. */
export const setAsideReasons = [
  /** A row that violates a constraint: a value is missing, of the wrong type, or not among the allowed ones. */
  'row-refused',
  /** A unique value already exists: a barcode, a number, a name. */
  'there-twice',
  /** A row that refers to a missing one. */
  'refers-to-nothing',
  /** It changes a row that is missing here, or different. */
  'not-as-before',
  /** Not a step that this program can read. */
  'unreadable',
] as const;
export type SetAsideReason = (typeof setAsideReasons)[number];
