/** Every way in which a call can be refused or fail. Closed: a new way gets a new code here. */
export const errorCodes = [
  // What was scanned or typed
  'code-empty',
  'code-too-long',
  'code-unprintable',
  'identifier-unknown',
  'barcode-not-identifier',
  'identifier-not-barcode',
  'patron-card-not-identifier',
  // The request
  'request-unknown',
  'already-received',
  'already-returned',
  'request-cancelled',
  'request-completed',
  'status-forbids',
  'volume-unexpected',
  'set-not-begun',
  'note-unknown',
  'note-not-active',
  'identifier-taken',
  'field-not-editable',
  'request-changed',
  // A decision
  'note-missing',
  'date-refused',
  'loan-unknown',
  'item-unknown',
  'partner-missing',
  'partner-unknown',
  'partner-in-rota',
  'reason-unknown',
  // The barcode
  'barcode-in-use',
  'volume-already-scanned',
  // Who and where
  'role-missing',
  'desk-does-not-receive',
  'desk-unknown',
  'operator-unknown',
  // Undo
  'undo-unknown',
  'undo-already-done',
  'undo-later-step',
  // Slips
  'job-unknown',
  'job-busy',
  'printer-failed',
  'printer-timeout',
  // Files and the machine
  'file-unreadable',
  'file-malformed',
  'file-version',
  'import-running',
  'import-cancelled',
  'disk-full',
  'database-busy',
  'database-read-only',
  'database-damaged',
  // The contract
  'operation-mismatch',
  'bad-payload',
  'unknown-channel',
  'foreign-sender',
  'unexpected',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
