import type { RequestId } from '../../../../shared/domain/ids.ts';
import {
  isWritten,
  type MessageKind,
  type Recipient,
} from '../../../../shared/domain/letters/all-letters.ts';
import { joinHome } from '../../db/selects.ts';
import { sql } from '../../db/sql.ts';
import type { ReadableDB } from '../../db/types.ts';

/** Identifies a letter in question. */
type LetterAbout = {
  readonly recipient: Recipient;
  readonly kind: MessageKind;
  readonly requestId: RequestId;
};

/** Returns the kinds of letters that the request's library has switched off. */
export const lettersOff = (db: ReadableDB, requestId: RequestId): readonly string[] => {
  const row = sql<[RequestId], { readonly off: string | null }>(
    db,
    `SELECT home.letters_off AS off FROM request ${joinHome} WHERE request.id = ?`,
  ).get(requestId);
  return JSON.parse(row?.off ?? '[]') as readonly string[];
};

/** Whether a message is written: the library of the request has not switched off its kind. */
export const isLetterWritten = (db: ReadableDB, { recipient, kind, requestId }: LetterAbout): boolean =>
  isWritten(recipient, kind, lettersOff(db, requestId));
