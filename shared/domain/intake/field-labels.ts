import { t } from '../../words/words.ts';
import { allRequestFields, type CsvField } from '../request-fields.ts';
import type { IntakeField } from './fields.ts';

/** The labels of columns that are not fields of a request. */
const labelsBeside: Readonly<Record<Exclude<IntakeField, CsvField>, string>> = {
  itemBarcode: t('Item barcode'),
  firstName: t('Requester’s first name'),
  lastName: t('Requester’s last name'),
  partnerIsActive: t('Partner is active'),
  lendingString: t('Partners in order'),
  processType: t('Borrowing or lending'),
  isCopy: t('Copy requested'),
  articleTitle: t('Article title'),
  articleAuthor: t('Article author'),
  otherDay: t('Other date, not imported'),
};

/** Everything that a column can contain, with its label, in the order in which it is offered. */
export const intakeFieldLabels: ReadonlyMap<IntakeField, string> = new Map<IntakeField, string>([
  ...allRequestFields.flatMap(([, { csv, label }]) =>
    csv ? [[csv.name as CsvField, csv.name === 'patron' ? t('Requester’s barcode') : label] as const] : [],
  ),
  ...(Object.entries(labelsBeside) as [keyof typeof labelsBeside, string][]),
]);

/** The names of these fields. */
export const intakeFields = [...intakeFieldLabels.keys()];

/** Whether our own files have this field too. */
export const isOwnField = (field: IntakeField): field is CsvField => !Object.hasOwn(labelsBeside, field);
