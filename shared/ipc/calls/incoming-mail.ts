import * as z from 'zod';
import { partnerAnswerKinds } from '../../domain/partner-answers.ts';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import { type Call, page } from './shapes.ts';

const mailId = z.int().positive();

/** The answer that a mail seems to give. */
const mailProposal = z.strictObject({
  kind: z.enum(partnerAnswerKinds as [(typeof partnerAnswerKinds)[number]]),
  /** The sentence that says so. */
  words: z.string(),
  /** The day that it names. */
  day: view.calendarDate.nullable(),
});
export type MailProposal = z.infer<typeof mailProposal>;

/** A mail of a partner: plain text alone. */
export const incomingMailView = z.strictObject({
  id: mailId,
  senderName: z.string(),
  senderAddress: z.string(),
  subject: z.string(),
  text: z.string(),
  /** Whether only its beginning was read. */
  isCut: z.boolean(),
  /** The names of its attachments, which are only in the mailbox. */
  attachments: z.array(z.string()),
  /** When it was sent by its own word; otherwise when it was read. */
  at: view.instant,
  /** Null if there is none, or if the request no longer allows it. */
  proposal: mailProposal.nullable(),
  /** Whether staff recorded its answer. */
  isTaken: z.boolean(),
});
export type IncomingMailView = z.infer<typeof incomingMailView>;

const changed = ['app', 'messages'] as const;

/** Mails of partners. */
export const incomingMailCalls = {
  /** Returns those that belong to no request, the oldest first. */
  'incomingMail.withoutRequest': {
    input: z.strictObject(page),
    output: z.strictObject({ total: z.int(), rows: z.array(incomingMailView) }),
  },
  /** Assigns a mail to the request with an identifier. */
  'incomingMail.assign': {
    input: z.strictObject({ id: mailId, externalId: z.string().min(1).max(320) }),
    output: z.strictObject({ requestId: view.requestId, externalId: z.string() }),
    changes: changed,
  },
  /** Sets a mail aside that belongs to no request, or takes it back. */
  'incomingMail.setAside': {
    input: z.strictObject({ id: mailId, isAside: z.boolean() }),
    output: z.null(),
    changes: changed,
  },
  /** Dismisses the proposed answer. */
  'incomingMail.dismiss': { input: z.strictObject({ id: mailId }), output: z.null(), changes: changed },
  /** Records the proposed answer, as staff do. */
  'incomingMail.take': {
    input: z.strictObject({
      opId: view.opId,
      id: mailId,
      /** The request's `updatedAt` as displayed. */
      asOf: view.instant,
    }),
    output: view.outcome,
    changes: afterStep,
  },
} as const satisfies Record<string, Call>;
