import { inTransaction } from '../../electron/main/db/open.ts';
import { insertConversation } from '../../electron/main/desk/store/conversations.queries.ts';
import { listTurns } from '../../electron/main/desk/store/turns.queries.ts';
import { newConversationState } from '../../electron/main/partners/exchange/conversation-state.ts';
import { inboxOn } from '../../electron/main/partners/exchange/inbox.ts';
import { takeIn } from '../../electron/main/partners/exchange/take-in.ts';
import { writeMessage } from '../../electron/main/partners/iso18626/write-message.ts';
import type { Instant, PartnerId, RequestId } from '../../shared/domain/ids.ts';
import type { TestDesk } from './desk.ts';
import { fullMessages } from './iso18626/full-messages.ts';

const at = '2026-11-25T08:00:00.000Z' as Instant;

/** Begins a conversation about a turn of a request, by default the first, as if its request had been sent. */
export const beginConversation = (
  { context: { db } }: Pick<TestDesk, 'context'>,
  requestId: RequestId,
  sentAs: string,
  place = 0,
): void => {
  const turn = listTurns(db, requestId)[place];
  if (!turn) throw new Error('The request has no turn.');
  const about = { requestId, turnId: turn.id, partnerId: turn.partnerId ?? (1 as PartnerId) };
  inTransaction(db, (write) =>
    insertConversation(write, { ...about, sentAs, state: newConversationState }, at),
  );
};

/** A message of a supplier about a request. @param more text by which it differs */
export const suppliersMessage = (sentAs: string, more = ''): Uint8Array => {
  const [, , message] = fullMessages;
  if (message?.kind !== 'supplyingAgencyMessage') throw new Error('It is not the message of a supplier.');
  const { body } = message;
  const header = { ...body.header, requestingAgencyRequestId: sentAs };
  const messageInfo = { ...body.messageInfo, note: more };
  return Buffer.from(writeMessage({ ...message, body: { ...body, header, messageInfo } }, '1.2'));
};

/** Takes a message in at a desk. @returns its confirmation */
export const takesIn = ({ context: { db } }: Pick<TestDesk, 'context'>, bytes: Uint8Array): string =>
  takeIn(bytes, at, inboxOn(db));

/** What is kept of messages, in order. */
export const keptMessages = ({ raw }: Pick<TestDesk, 'raw'>): unknown[] =>
  raw
    .prepare('SELECT request_id, sent_as, direction, state FROM partner_message ORDER BY at, sent_as, state')
    .raw()
    .all();
