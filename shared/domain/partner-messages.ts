import { t } from '../words/words.ts';

/**
 * The states of a message of a conversation, by its direction.
 * - In: `stored` until it is applied; `applied`; `task`: a person decides; `unmatched`: it belongs to no conversation.
 * - Out: `waiting` for its time or a connection; `sending`; `sent`: put into the folder for messages, where nothing confirms it at once;
 * `confirmed` by the partner's system; `refused` by it; `attention`: its system has
 * another request with this identifier; `withdrawn`: it is not sent after all, or not again if an earlier attempt may have arrived.
 */
export const partnerMessageStates = {
  in: ['stored', 'applied', 'task', 'unmatched'],
  out: ['waiting', 'sending', 'sent', 'confirmed', 'refused', 'attention', 'withdrawn'],
} as const;

export type MessageDirection = keyof typeof partnerMessageStates;
export type PartnerMessageState<D extends MessageDirection = MessageDirection> =
  (typeof partnerMessageStates)[D][number];

const stateWords: Readonly<Record<PartnerMessageState, string>> = {
  stored: t('not recorded yet'),
  applied: t('recorded'),
  task: t('not recorded: see Tasks'),
  unmatched: t('no matching request'),
  waiting: t('waiting'),
  sending: t('being sent'),
  sent: t('in the folder, not confirmed'),
  confirmed: t('confirmed'),
  refused: t('refused by the partner’s system'),
  attention: t('needs attention'),
  withdrawn: t('not sent'),
};

/** Returns the state of a message, as staff read it. @param mayHaveArrived whether its receiver may have it */
export const messageStateWord = (state: PartnerMessageState, mayHaveArrived: boolean): string =>
  state === 'withdrawn' && mayHaveArrived ? t('may have arrived') : stateWords[state];

/** How the bytes of a message are kept. */
export const rawForms = ['text', 'base64'] as const;
export type RawForm = (typeof rawForms)[number];

/**
 * How much is kept of messages that belong to no request, and of such mails: so many, of so many bytes together, for so many days. Beyond that
 * the oldest are deleted, because anybody who may call the endpoint can send messages, and anybody mails. The hub knows these bounds too
 * (`hub.check_step`).
 */
export const unmatchedBounds = { messages: 1_000, bytes: 16_000_000, days: 90 } as const;

/**
 * How much is taken in about one request: so many messages, of so many bytes together. Real conversations have a tenth of it at most. A system
 * that never stops would fill the disk, and make the request too long to open.
 */
export const conversationBounds = { messages: 500, bytes: 4_000_000 } as const;
