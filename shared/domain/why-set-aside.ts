/** Why a workstation cannot write a step of another one. */
export const whysSetAside = [
  /** A row that the database does not allow: a value missing, of another kind, or none of those that may be. */
  'row-refused',
  /** What may be there once is there already: a barcode, a number, a name. */
  'there-twice',
  /** A row that belongs to one that is not here. */
  'refers-to-nothing',
  /** It changes what is not here, or is another here. */
  'not-as-before',
  /** It is no step that this program can read. */
  'unreadable',
] as const;
export type WhySetAside = (typeof whysSetAside)[number];
