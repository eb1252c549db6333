import { factsOfLetter, type MessageKind, type Recipient } from './all-letters.ts';
import { t } from '../../words/words.ts';

/** A template or a filled-in letter. Plain text; lines of the body end with `\n`. */
export type LetterText = { readonly subject: string; readonly body: string };

/** Limits in characters. */
export const letterLimits = { subject: 200, body: 8_000, value: 600, longValue: 2_000 } as const;

/** The maximum number of letters that one call marks as done. */
export const maxLettersAtOnce = 200;

/** Every field that a template may use, with its description for the operator who edits it. */
export const letterFields = {
  title: t('Title'),
  author: t('Author'),
  citation: t('Citation: journal, pages, ISBN, needed by and so on, one per line'),
  externalId: t('External identifier'),
  requestedOn: t('Request date'),
  items: t('Volumes with their barcodes, one per line'),
  dueOn: t('Due date: the loan’s in letters to patrons, the partner’s in letters to partners'),
  conditions: t('Partner’s use conditions'),
  patronName: t('Patron name'),
  partnerName: t('Partner name'),
  partnerAddress: t('Partner address, several lines'),
  pickupLocation: t('Pickup location'),
  holdUntil: t('Last day on the hold shelf'),
  libraryName: t('Your library’s name'),
  libraryAddress: t('Your library’s address, several lines'),
  libraryEmail: t('Your library’s e-mail address'),
  libraryPhone: t('Your library’s phone number'),
  today: t('Date the letter is sent'),
  receivedOn: t('Date the items arrived'),
  newDueOn: t('New due date'),
  backBy: t('Back-by date'),
  wanted: t('How many volumes are wanted, if there are several'),
  daysLate: t('Days overdue'),
  accepted: t('Filled if the condition was accepted'),
  declined: t('Filled if the condition was declined'),
  reason: t('Chosen reason'),
  note: t('Note entered with the step'),
  correctedLetter: t('Kind of letter that was corrected'),
  correctedSubject: t('Subject of the corrected letter'),
  correctedOn: t('Date of the corrected letter'),
  correctedText: t('Text of the corrected letter, each line quoted'),
} as const;

export type LetterField = keyof typeof letterFields;

const always = [
  'title',
  'author',
  'externalId',
  'requestedOn',
  'items',
  'dueOn',
  'libraryName',
  'libraryAddress',
  'libraryEmail',
  'libraryPhone',
  'today',
] as const satisfies readonly LetterField[];
const forReader = {
  partner: ['partnerName', 'partnerAddress'],
  patron: ['patronName', 'pickupLocation', 'conditions'],
} as const satisfies Readonly<Record<Recipient, readonly LetterField[]>>;

/** Returns the fields of one kind of letter. */
export const fieldsOf = (recipient: Recipient, kind: MessageKind): readonly LetterField[] => [
  ...(factsOfLetter(recipient, kind)?.fields ?? []),
  ...always,
  ...forReader[recipient],
];

/** Parses a template file: the subject is the first line, the body begins after the empty line that follows. */
export const readTemplateFile = (text: string): LetterText => {
  const [subject = '', ...body] = text.replace(/\r\n/g, '\n').split('\n');
  return { subject: subject.trim(), body: `${body.join('\n').replace(/^\n+|\n+$/g, '')}\n` };
};
