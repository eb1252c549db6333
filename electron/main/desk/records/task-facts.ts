import * as z from 'zod';
import { formatDate, isCalendarDate } from '../../../../shared/domain/dates.ts';
import { requestFieldFacts, type RequestField } from '../../../../shared/domain/request-edit.ts';
import { t } from '../../../../shared/words/words.ts';

/** A text or date that somebody typed into a step. */
const typedText = z.object({
  /** The name of the field: one of `typedLabels`, or a field of a request. */
  what: z.string(),
  text: z.string(),
});
export type TypedText = z.infer<typeof typedText>;

/** What a task tells of: what was done here, what was done elsewhere before it was known, and why both cannot count. */
const taskFacts = z.object({
  /** Why the step does not count: a code of shared/ipc/error-codes, or `changed-meanwhile`. */
  code: z.string(),
  /** What the rules said, a sentence; empty for `changed-meanwhile`. */
  message: z.string(),
  /** What was done here, as the history said it. */
  headline: z.string(),
  /** The name of the workstation where it was done. */
  workstation: z.string(),
  /** The volume that was in hand; null where the step was about none. */
  itemId: z.number().nullable(),
  barcode: z.string(),
  /** To whom the book was given, as the step said it: their record may be deleted by now. Empty where it went to nobody. */
  patronName: z.string(),
  /** The refused step on which this one depends, and in whose task it is shown; null where it has a task of its own. */
  under: z.string().nullable(),
  /** The steps that were taken elsewhere, the newest first, each with the name of its workstation. */
  elsewhere: z.array(z.object({ opId: z.string(), workstation: z.string() })),
  /** Kinds of slips that were printed for it and are on paper. */
  paper: z.array(z.string()),
  /** What was typed here. */
  typed: z.array(typedText),
  /** The rows that the step had made, by table: what depends on it names them so. */
  ids: z.record(z.string(), z.array(z.number())),
  /** What was asked, so that it can be done again. */
  input: z.record(z.string(), z.unknown()),
});
export type TaskFacts = z.infer<typeof taskFacts>;

/** What a task tells that says nothing. */
export const noFacts: TaskFacts = {
  code: '',
  message: '',
  headline: '',
  workstation: '',
  itemId: null,
  barcode: '',
  patronName: '',
  under: null,
  elsewhere: [],
  paper: [],
  typed: [],
  ids: {},
  input: {},
};

/** What a task tells. It comes from any workstation: one that cannot be read says nothing, and the others are shown. */
export const readTaskFacts = (text: string): TaskFacts => {
  try {
    return taskFacts.parse(JSON.parse(text));
  } catch {
    return noFacts;
  }
};

/** What staff type into steps, beside the fields of a request. */
const typedLabels: Readonly<Record<string, string>> = {
  text: t('Note'),
  note: t('Note'),
  noteToPartner: t('Note to partner'),
  reason: t('Reason'),
  replyBy: t('Reply by'),
  backBy: t('Back by'),
  label: t('Label'),
  name: t('Name'),
  code: t('Code'),
  email: t('E-mail'),
  phone: t('Phone'),
  cost: t('Cost'),
};

const isRequestField = (what: string): what is RequestField => Object.hasOwn(requestFieldFacts, what);

/** What is typed as staff read it: the label of its field, and dates as they are written here. */
export const typedWords = ({ what, text }: TypedText): { readonly label: string; readonly text: string } => ({
  label: typedLabels[what] ?? (isRequestField(what) ? requestFieldFacts[what].label : what),
  text: isCalendarDate(text) ? formatDate(text) : text,
});
