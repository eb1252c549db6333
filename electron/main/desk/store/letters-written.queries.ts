import type { PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
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
  /** The partner that would read it; omitted or null for a letter to the patron. */
  readonly partnerId?: PartnerId | null;
};

/** Returns the kinds of letters that the request's library and one of its partners have switched off. */
export const lettersOff = (
  db: ReadableDB,
  requestId: RequestId,
  partnerId: PartnerId | null,
): { readonly library: readonly string[]; readonly partner: readonly string[] } => {
  const row = sql<object, { readonly library: string | null; readonly partner: string | null }>(
    db,
    `SELECT home.letters_off AS library, partner.letters_off AS partner
       FROM request ${joinHome}
       LEFT JOIN partner ON partner.id = @partnerId
      WHERE request.id = @requestId`,
  ).get({ requestId, partnerId });
  const list = (json: string | null | undefined): readonly string[] =>
    JSON.parse(json ?? '[]') as readonly string[];
  return { library: list(row?.library), partner: list(row?.partner) };
};

/** Whether a message is written: neither the library of the request nor the receiving partner has switched off its kind. */
export const isLetterWritten = (
  db: ReadableDB,
  { recipient, kind, requestId, partnerId }: LetterAbout,
): boolean => isWritten(recipient, kind, lettersOff(db, requestId, partnerId ?? null));
