import * as z from 'zod';
import { letterCodes, letterLimits, type LetterCode } from '../../domain/letters.ts';
import { messageState } from '../request-views.ts';
import type { Topic } from '../topics.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';
import { nothing, page } from './shapes.ts';

const recipient = z.enum(['partner', 'patron']);
const letterCode = z.enum(letterCodes.map(({ code }) => code) as [LetterCode, ...LetterCode[]]);
const letterId = z.int().positive();
const subject = z.string().max(letterLimits.subject * 4);
const body = z.string().max(letterLimits.body);

/** A message to a patron or partner, as far as it has come. */
export const letterRow = z.strictObject({
  id: letterId,
  recipient,
  kind: z.string(),
  state: messageState,
  /** Why it did not leave, or what the server said. */
  note: z.string(),
  attempts: z.int(),
  /** When it is tried again. */
  nextAt: view.instant.nullable(),
  createdAt: view.instant,
  updatedAt: view.instant,
  /** Its step was undone after it had left. */
  corrected: z.boolean(),
  requestId: view.requestId,
  externalId: z.string(),
  title: z.string(),
  /** The library to which its request belongs. */
  libraryId: view.libraryId.nullable(),
  libraryName: z.string(),
  readerName: z.string(),
});
export type LetterRow = z.infer<typeof letterRow>;

/** A letter as its reader gets it. */
export const letterView = z.strictObject({
  row: letterRow,
  /** Empty where nobody knows it. */
  address: z.string(),
  subject: z.string(),
  body: z.string(),
  /** Whether it left like this; otherwise it is written anew when it leaves. */
  frozen: z.boolean(),
});
export type LetterView = z.infer<typeof letterView>;

export const templateView = z.strictObject({
  code: letterCode,
  recipient,
  kind: z.string(),
  subject: z.string(),
  body: z.string(),
  /** Whether the library changed it. */
  changed: z.boolean(),
  fields: z.array(z.strictObject({ name: z.string(), meaning: z.string() })),
});
export type TemplateView = z.infer<typeof templateView>;

const fault = z.strictObject({ part: z.enum(['subject', 'body']), line: z.int(), message: z.string() });

/** A letter to look at before a template is kept. */
export const letterPreview = z.strictObject({
  faults: z.array(fault),
  subject: z.string(),
  body: z.string(),
});
export type LetterPreview = z.infer<typeof letterPreview>;

const messages: readonly Topic[] = ['messages'];
const letter = z.strictObject({ id: letterId });

/** Letters and messages, and their templates. */
export const lettersCalls = {
  'letters.list': {
    input: z.strictObject({ show: z.enum(['open', 'needs-person', 'gone', 'outdated', 'all']), ...page }),
    output: z.strictObject({ total: z.int(), rows: z.array(letterRow) }),
  },
  'letters.read': { input: letter, output: letterView },
  /** Tries it now, by mail. */
  'letters.retry': { input: letter, output: letterRow, changes: messages },
  /** Prints it; one that has not left by mail then goes out on paper. */
  'letters.print': {
    input: z.strictObject({ opId: view.opId, id: letterId }),
    output: letterRow,
    changes: ['messages', 'slips'],
  },
  /** A person told the reader in another way, or saw that nobody need be told. */
  'letters.dealtWith': { input: letter, output: letterRow, changes: messages },
  'letters.templates': { input: nothing, output: z.array(templateView) },
  'letters.preview': {
    input: z.strictObject({
      code: letterCode,
      subject,
      body,
      /** Whose letter to show; empty for a made-up request. */
      externalId: z.string().max(64),
    }),
    output: letterPreview,
  },
  'letters.saveTemplate': {
    input: z.strictObject({ opId: view.opId, code: letterCode, subject, body }),
    output: templateView,
    changes: messages,
  },
  'letters.resetTemplate': {
    input: z.strictObject({ opId: view.opId, code: letterCode }),
    output: templateView,
    changes: messages,
  },
} as const satisfies Record<string, Call>;
