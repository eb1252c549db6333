import { instantOf } from '../../../../shared/domain/dates.ts';
import type { PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import type { MessageDirection, PartnerMessageState } from '../../../../shared/domain/partner-messages.ts';
import type { PartnerMessageView } from '../../../../shared/ipc/partner-message-views.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { Service } from '../../ipc/handlers.ts';
import { inTransaction } from '../../db/open.ts';
import type { DeskContext } from '../../desk/context.ts';
import { authorizeReading } from '../../desk/steps/frame/authorize.ts';
import {
  findConversation,
  listMessagesOfRequest,
  markMessagesRead,
} from '../../desk/store/conversations.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import {
  type MessageWords,
  unreadableWords,
  wordsOfOurs,
  wordsOfSupplier,
} from '../iso18626/message-words.ts';
import { readMessage } from '../iso18626/read-message.ts';
import { profileOf, readingBy } from './apply-message.ts';
import { askAgainOf } from './ask-again.ts';
import { bytesOf } from './inbox.ts';

type Row = ReturnType<typeof listMessagesOfRequest>[number];

/** What becomes of a message, where staff may have to know. */
const stateWords: Readonly<Record<PartnerMessageState, string>> = {
  stored: t('not recorded yet'),
  applied: '',
  task: t('not recorded: see Tasks'),
  unmatched: '',
  waiting: t('waiting'),
  sending: t('being sent'),
  sent: t('in the folder, not confirmed'),
  confirmed: '',
  refused: t('refused by the partner’s system'),
  attention: t('needs attention'),
  withdrawn: t('not sent'),
};

const stateWord = ({ state, mayHaveArrivedAt }: Row): string =>
  state === 'withdrawn' && mayHaveArrivedAt !== null ? t('may have arrived') : stateWords[state];

/** What was said with partners by protocol about a request, as staff read it. */
export const partnerMessagesService = (context: DeskContext): Service<'partnerMessages'> => ({
  /** Returns the messages of both sides, oldest first. Refused (`role-missing`) if the operator may not read the request. */
  ofRequest: ({ requestId }) => {
    const readable = authorizeReading(context, requestId);
    return readable.ok ? ok(threadOf(context, requestId)) : readable;
  },
  /** Returns the partner that may be asked again, with what it said to change; refused like the above. */
  askAgain: ({ requestId }) => {
    const readable = authorizeReading(context, requestId);
    return readable.ok ? ok(askAgainOf(context.db, requestId)) : readable;
  },
  /** Notes that staff have read them. */
  markRead: ({ requestId }) => {
    const readable = authorizeReading(context, requestId);
    if (!readable.ok) return readable;
    const at = instantOf(context.now());
    inTransaction(context.db, (db) => markMessagesRead(db, { requestId, at }));
    return ok(null);
  },
});

const threadOf = (context: DeskContext, requestId: RequestId): PartnerMessageView[] => {
  const { db } = context;
  return listMessagesOfRequest(db, requestId).map((row) => {
    const { turnId, partnerId } = findConversation(db, row.sentAs) ?? { turnId: null, partnerId: null };
    const name = partnerId === null ? '' : findPlace(db, 'partner', partnerId)?.name;
    const partnerName = name || t('The partner');
    const { sentence, facts, note } =
      partnerId === null ? unreadableWords(partnerName) : wordsOf(context, row, { partnerId, partnerName });
    return {
      messageId: row.id,
      from: from[row.direction],
      turnId,
      partnerName,
      at: row.at,
      sentence,
      facts: [...facts],
      note,
      state: stateWord(row),
      isUnread: row.direction === 'in' && row.readAt === null,
    };
  });
};

const from = { in: 'partner', out: 'us' } as const satisfies Readonly<Record<MessageDirection, string>>;

const wordsOf = (
  { db, timeZone }: DeskContext,
  row: Row,
  { partnerId, partnerName }: { readonly partnerId: PartnerId; readonly partnerName: string },
): MessageWords => {
  const read = readMessage(bytesOf(row));
  if (!read.ok) return unreadableWords(partnerName);
  const message = read.value;
  switch (message.kind) {
    case 'supplyingAgencyMessage':
      return wordsOfSupplier(message, partnerName, {
        ...readingBy(profileOf(db, partnerId)),
        timeZone: timeZone(),
        now: row.at,
      });
    case 'request':
    case 'requestingAgencyMessage':
      return wordsOfOurs(message);
    default:
      return unreadableWords(partnerName);
  }
};
