import type { TurnId } from '../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../shared/domain/partner-profile.ts';
import { instantOf } from '../../../shared/domain/dates.ts';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import {
  findConversation,
  listPartnerMessages,
  setConversationState,
  setPartnerMessageState,
} from '../../../electron/main/desk/store/conversations.queries.ts';
import { commandsOf } from '../../../electron/main/partners/exchange/commands-of.ts';
import {
  readConversationState,
  writeConversationState,
} from '../../../electron/main/partners/exchange/conversation-state.ts';
import { bytesOf } from '../../../electron/main/partners/exchange/inbox.ts';
import { conversationAfterReceiving } from '../../../electron/main/partners/iso18626/conversation.ts';
import { meaningOf } from '../../../electron/main/partners/iso18626/meaning.ts';
import { readMessage } from '../../../electron/main/partners/iso18626/read-message.ts';
import { standingIn } from '../../../electron/main/partners/sending/compose-letter.ts';
import type { TestDesk } from '../desk.ts';
import { codeOf, valueOf } from '../results.ts';

type Conventions = Pick<ProtocolProfile, 'convention' | 'volumeFormat'>;

/** Applies the messages of partners that a desk keeps, as staff would record them. */
export const applyStored = (desk: TestDesk, conventions: Conventions): void => {
  const { context, raw } = desk;
  const stored = raw
    .prepare("SELECT DISTINCT sent_as FROM partner_message WHERE direction = 'in' AND state = 'stored'")
    .pluck()
    .all() as string[];
  for (const sentAs of stored)
    for (const row of listPartnerMessages(context.db, sentAs))
      if (row.direction === 'in' && row.state === 'stored') applyOne(desk, conventions, sentAs, row);
};

const applyOne = (
  { context }: TestDesk,
  { convention, volumeFormat }: Conventions,
  sentAs: string,
  row: ReturnType<typeof listPartnerMessages>[number],
): void => {
  const conversation = findConversation(context.db, sentAs);
  const read = readMessage(bytesOf(row));
  if (!conversation?.requestId || !read.ok || read.value.kind !== 'supplyingAgencyMessage') return;
  const about = { requestId: conversation.requestId, turnId: conversation.turnId as TurnId };
  const state = readConversationState(conversation.state);
  const now = standingIn(context.db, about, state);
  if (!now) throw new Error('The request is gone.');
  const as = { convention, volumeFormat, timeZone: 'Europe/London', now: instantOf(new Date(8e12)) };
  const meaning = meaningOf(read.value, now.standing, as);
  const at = instantOf(context.now());
  inTransaction(context.db, (write) => {
    const after = writeConversationState(conversationAfterReceiving(state, meaning));
    setConversationState(write, { sentAs, state: after, at });
    setPartnerMessageState(write, { id: row.id, state: 'applied', at });
  });
  for (const { kind, input } of commandsOf(meaning.steps, { ...about, volumesOut: [] }, row.identity)) {
    const taken = take(context, kind, input as never);
    // A date that is known already corrects nothing.
    if (kind !== 'correct' || codeOf(taken) !== 'bad-payload') valueOf(taken);
  }
};
