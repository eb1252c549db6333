import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../db/types.ts';
import {
  endConversationOfTurn,
  listUnconfirmed,
  type OutgoingRow,
  setOutgoingState,
} from '../../desk/store/outgoing.queries.ts';
import { setMessageState } from '../../desk/store/sending.queries.ts';
import type { Verdict } from '../../sending/verdict.ts';
import { noteNotTaken } from '../exchange/apply-message.ts';
import { verdictOf } from '../iso18626/confirmation.ts';
import { momentOf } from '../iso18626/dates.ts';
import { readMessage } from '../iso18626/read-message.ts';
import { sayingOf } from './message-to-send.ts';
import { unsay } from './record-attempt.ts';

/**
 * Takes the confirmation of a message that was put into the folder: it confirms the one that it names by its time, or else the oldest of its
 * kind. What the partner's system does not take becomes a task, because its letter counts as sent.
 * @returns false if the bytes are no confirmation of such a message
 */
export const takeConfirmation = (db: ReadableDB, bytes: Uint8Array, now: Date): boolean => {
  const read = readMessage(bytes);
  if (!read.ok || !('confirmationHeader' in read.value.body)) return false;
  const { kind, body } = read.value;
  const { requestingAgencyRequestId: sentAs, timestampReceived } = body.confirmationHeader;
  if (sentAs === null || kind === 'supplyingAgencyMessageConfirmation') return false;
  const action = kind === 'requestConfirmation' ? 'request' : body.action;
  const verdict = verdictOf(200, bytes, sentAs);
  if (verdict.kind === 'unknown') return false;
  return inTransaction(db, (writable) => {
    const sent = listUnconfirmed(writable, sentAs).filter(({ raw }) => {
      const said = sayingOf(raw).action;
      return action === null ? said !== 'request' : said === action;
    });
    const named = timestampReceived === null ? null : momentOf(timestampReceived);
    const message = sent.find(({ at }) => at === named) ?? sent[0];
    if (message) record(writable, message, verdict, instantOf(now));
    return message !== undefined;
  });
};

const record = (
  db: WritableDB,
  { id, outboxId, sentAs, raw }: OutgoingRow,
  { kind, words }: Verdict,
  at: Instant,
): void => {
  if (kind !== 'refused') {
    setOutgoingState(db, { id, state: 'confirmed', mayHaveArrived: true, words: '', at });
    if (!listUnconfirmed(db, sentAs).some((one) => one.outboxId === outboxId))
      setMessageState(db, { id: outboxId, state: 'sent', note: '', nextAt: null, at });
    return;
  }
  setOutgoingState(db, { id, state: 'refused', mayHaveArrived: true, words, at });
  noteNotTaken(db, { sentAs, identity: `not taken ${id}`, words, at });
  const { action } = sayingOf(raw);
  unsay(db, sentAs, action, at);
  if (action === 'request') endConversationOfTurn(db, sentAs, at);
};
