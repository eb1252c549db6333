import type { ErrorCode } from '../../../../shared/ipc/error-codes.ts';

const words: Partial<Record<ErrorCode, string>> = {
  'code-empty': 'nothing was scanned',
  'code-too-long': 'code too long',
  'code-unprintable': 'unreadable code',
  'identifier-unknown': 'unknown identifier',
  'barcode-not-identifier': 'that is an item barcode',
  'identifier-not-barcode': 'that is an identifier',
  'patron-card-not-identifier': 'that is a patron’s card',
  'already-received': 'already received',
  'already-returned': 'already returned',
  'request-cancelled': 'no longer wanted',
  'request-completed': 'already completed',
  'status-forbids': 'cannot be received',
  'volume-unexpected': 'one volume too many',
  'set-not-begun': 'no volume yet',
  'barcode-in-use': 'barcode in use',
  'volume-already-scanned': 'scanned already',
  'role-missing': 'not with this role',
  'desk-does-not-receive': 'not at this desk',
  'undo-later-step': 'cannot be undone',
  'undo-already-done': 'undone already',
  'undo-unknown': 'cannot be undone',
};

/** The few words after STOP that can be read from two metres; the sentence below says the rest. */
export const stopWords = (code: ErrorCode): string => words[code] ?? 'nothing was changed';
