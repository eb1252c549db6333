import * as z from 'zod';
import { formatDate, isCalendarDate } from '../../../../shared/domain/dates.ts';
import { requestFieldFacts, type RequestField } from '../../../../shared/domain/request-edit.ts';
import { t } from '../../../../shared/words/words.ts';

/** A text or date that was entered in a step. */
const typedText = z.object({
  /** The name of the field: one of `typedLabels`, or a field of a request. */
  what: z.string(),
  text: z.string(),
});
export type TypedText = z.infer<typeof typedText>;

/** The facts of a task: what was done here, what was done elsewhere before this workstation knew of it, and why the two conflict. */
const taskFacts = z.object({
  /** Why the step was refused: a code of shared/ipc/error-codes, or `changed-meanwhile`. */
  code: z.string(),
  /** The sentence of the refusal; empty for `changed-meanwhile`. */
  message: z.string(),
  /** What was done here, as in the history. */
  headline: z.string(),
  /** The name of the workstation where it was done. */
  workstation: z.string(),
  /** The volume in hand; null if there was none. */
  itemId: z.number().nullable(),
  barcode: z.string(),
  /** The patron who got the item, as named in the step, because the record may be deleted by now. Empty if no patron got it. */
  patronName: z.string(),
  /** The refused step on which this one depends, and in whose task it is shown; null if it has its own task. */
  under: z.string().nullable(),
  /** The steps that were taken elsewhere, newest first, each with the name of its workstation. */
  elsewhere: z.array(z.object({ opId: z.string(), workstation: z.string() })),
  /** The kinds of its slips that were printed. */
  paper: z.array(z.string()),
  /** What was entered here. */
  typed: z.array(typedText),
  /** The rows that the step had inserted, by table: later steps refer to these ids. */
  ids: z.record(z.string(), z.array(z.number())),
  /** The input, so that the step can be repeated. */
  input: z.record(z.string(), z.unknown()),
});
export type TaskFacts = z.infer<typeof taskFacts>;

/** Empty facts. */
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

/**
 * Parses the facts of a task. They come from any workstation: if they cannot be read, empty facts are returned, so that other tasks are
 * still shown.
 */
export const readTaskFacts = (text: string): TaskFacts => {
  try {
    return taskFacts.parse(JSON.parse(text));
  } catch {
    return noFacts;
  }
};

/** The labels of what staff enter in steps, besides the fields of a request. */
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

/** Returns an entered value as staff read it: with the label of its field, and dates in the local format. */
export const typedWords = ({ what, text }: TypedText): { readonly label: string; readonly text: string } => ({
  label: typedLabels[what] ?? (isRequestField(what) ? requestFieldFacts[what].label : what),
  text: isCalendarDate(text) ? formatDate(text) : text,
});
