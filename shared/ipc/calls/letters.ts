import * as z from 'zod';
import { letterCodes, type LetterCode, letterWays } from '../../domain/letters/all-letters.ts';
import { namesOf } from '../../domain/listed.ts';
import { letterLimits, maxLettersAtOnce } from '../../domain/letters/text.ts';
import { languages } from '../../words/languages.ts';
import { errorCodes } from '../error-codes.ts';
import { messageState } from '../request-views.ts';
import { everything, type Topic } from '../topics.ts';
import * as view from '../views.ts';
import { type Call, nothing, page } from './shapes.ts';

const recipient = z.enum(['partner', 'patron']);
const letterCode = z.enum(letterCodes.map(({ code }) => code) as [LetterCode, ...LetterCode[]]);
const letterId = z.int().positive();
const subject = z.string().max(letterLimits.subject * 4);
const body = z.string().max(letterLimits.body);

/** A message to a patron or partner, with its state. */
const letterRow = z.strictObject({
  id: letterId,
  recipient,
  kind: z.string(),
  state: messageState,
  /** Why it did not leave, or the server's response. */
  note: z.string(),
  /** Time of the next attempt. */
  nextAt: view.instant.nullable(),
  createdAt: view.instant,
  updatedAt: view.instant,
  /** Whether its step was undone after it had left. */
  corrected: z.boolean(),
  requestId: view.requestId,
  externalId: z.string(),
  title: z.string(),
  /** The library to which its request belongs. */
  libraryId: view.libraryId.nullable(),
  libraryName: z.string(),
  readerName: z.string(),
  /** The partner's phone number; empty if unknown. */
  readerPhone: z.string(),
  /** Empty if unknown. */
  readerEmail: z.string(),
  /** How it goes: by mail, in messages of a protocol, or by staff. */
  way: z.enum(letterWays),
  /** Whether changing its reader's address would change where it goes. */
  follows: z.boolean(),
});
export type LetterRow = z.infer<typeof letterRow>;

/** A letter as its reader gets it. */
const letterView = z.strictObject({
  row: letterRow,
  /**
   * The sender with which it left or would leave now, and the reply address if different. Null without a mail account, and if it left
   * without a record of that.
   */
  from: z.strictObject({ name: z.string(), address: z.string(), replyTo: z.string().nullable() }).nullable(),
  /** Empty if unknown. */
  address: z.string(),
  subject: z.string(),
  body: z.string(),
  /** Whether this is the text that left; otherwise it is regenerated when it leaves. */
  frozen: z.boolean(),
});
export type LetterView = z.infer<typeof letterView>;

const templateView = z.strictObject({
  code: letterCode,
  recipient,
  kind: z.string(),
  subject: z.string(),
  body: z.string(),
  /** Whether the library changed it. */
  changed: z.boolean(),
  /** The language of the library's letters. */
  language: z.enum(namesOf(languages)),
  fields: z.array(z.strictObject({ name: z.string(), meaning: z.string() })),
});
export type TemplateView = z.infer<typeof templateView>;

const fault = z.strictObject({ part: z.enum(['subject', 'body']), line: z.int(), message: z.string() });

/** A preview of a letter before a template is saved. */
const letterPreview = z.strictObject({
  faults: z.array(fault),
  subject: z.string(),
  body: z.string(),
});
export type LetterPreview = z.infer<typeof letterPreview>;

/** The result for one of several letters. */
const letterResult = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), id: letterId, row: letterRow }),
  z.strictObject({
    ok: z.literal(false),
    id: letterId,
    code: z.enum(errorCodes),
    message: z.string(),
    retryable: z.boolean(),
  }),
]);
export type LetterResult = z.infer<typeof letterResult>;

const messages: readonly Topic[] = ['messages'];
const letter = z.strictObject({ id: letterId });

/** Letters and messages, and their templates. */
export const lettersCalls = {
  'letters.list': {
    input: z.strictObject({
      /** `no-address`: those to readers without an e-mail address that certainly have not left, grouped by reader. */
      show: z.enum(['open', 'needs-person', 'no-address', 'gone', 'outdated', 'all']),
      ...page,
    }),
    output: z.strictObject({ total: z.int(), rows: z.array(letterRow) }),
  },
  /** Saves the letters whose readers must be told by hand as a CSV file; null if the dialog was closed. */
  'letters.saveByHand': {
    input: nothing,
    output: z.strictObject({ fileName: z.string(), letters: z.int() }).nullable(),
  },
  'letters.read': { input: letter, output: letterView },
  /** Tries to send it now, by mail. */
  'letters.retry': { input: letter, output: letterRow, changes: messages },
  /** Prints it; a letter that has not left by mail counts as sent on paper. */
  'letters.print': {
    input: z.strictObject({ opId: view.opId, id: letterId }),
    output: letterRow,
    changes: ['messages', 'slips'],
  },
  /** Marks letters as dealt with: the readers were told in another way, or need not be told. Each letter has its own result. */
  'letters.dealtWith': {
    input: z.strictObject({ ids: z.array(letterId).min(1).max(maxLettersAtOnce) }),
    output: z.array(letterResult),
    changes: messages,
  },
  /**
   * Reverts that: each letter returns to its previous state, provided that nothing else was done with it and the program has not been
   * restarted.
   */
  'letters.notDealtWith': {
    input: z.strictObject({ ids: z.array(letterId).min(1).max(maxLettersAtOnce) }),
    output: z.array(letterResult),
    changes: messages,
  },
  /**
   * Stores the e-mail address of a letter's reader in the reader's record. All letters to them that certainly have not left are regenerated
   * and sent automatically; `letters` is their number.
   */
  'letters.saveAddress': {
    input: z.strictObject({ opId: view.opId, id: letterId, email: z.string().max(320) }),
    output: z.strictObject({ letters: z.int() }),
    changes: everything,
  },
  'letters.templates': {
    input: z.strictObject({ libraryId: view.libraryId }),
    output: z.array(templateView),
  },
  'letters.preview': {
    input: z.strictObject({
      libraryId: view.libraryId,
      code: letterCode,
      subject,
      body,
      /** The request to preview; empty for a made-up one. */
      externalId: z.string().max(64),
    }),
    output: letterPreview,
  },
  'letters.saveTemplate': {
    input: z.strictObject({ opId: view.opId, libraryId: view.libraryId, code: letterCode, subject, body }),
    output: templateView,
    changes: messages,
  },
  'letters.resetTemplate': {
    input: z.strictObject({ opId: view.opId, libraryId: view.libraryId, code: letterCode }),
    output: templateView,
    changes: messages,
  },
} as const satisfies Record<string, Call>;
