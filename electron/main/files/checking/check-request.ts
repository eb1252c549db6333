import { citationFields, noCitation } from '../../../../shared/domain/citation.ts';
import type { CitationField, PlainText } from '../../../../shared/domain/request-fields.ts';
import { plainTexts } from '../../../../shared/domain/request-fields.ts';
import type { CalendarDate, Code, Instant } from '../../../../shared/domain/ids.ts';
import type { CheckedLife } from './check-life.ts';
import { readLife } from './check-life.ts';
import type { Reading } from './check-places.ts';
import { readStored } from './read-stored.ts';
import type { Row } from './row-fields.ts';
import {
  limits,
  readCodeField,
  readCount,
  readDate,
  readFlag,
  readList,
  readMoment,
  readNeededCode,
  readNeededText,
  readRow,
  readText,
} from './row-fields.ts';
import { RowFault } from '../row-fault.ts';
import type { StoredInFile } from '../stored-rows.ts';
import { t } from '../../../../shared/words/words.ts';

export type CheckedNote = {
  readonly from: 'partner' | 'staff';
  readonly text: string;
  readonly active: boolean;
  /** Null where the file does not say. */
  readonly createdAt: Instant | null;
};
export type CheckedCondition = {
  readonly reason: string;
  readonly note: string;
  readonly replyBy: CalendarDate | null;
};
export type CheckedLoan = {
  readonly loanedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly endedOn: CalendarDate | null;
};
export type CheckedItem = {
  readonly barcode: Code;
  /** Kept as it is when we do not know it. */
  readonly status: string;
  readonly receivedAt: Instant | null;
  readonly desk: Code | null;
  readonly loan: CheckedLoan | null;
  // Since version 2; undefined where the file does not say.
  readonly partner: Code | null | undefined;
  readonly dueOn: CalendarDate | null | undefined;
  /** What stands on its spine. */
  readonly label: string | undefined;
};

/** What a file says of the citation: a part that it leaves out stays as it is. */
export type CheckedCitation = { readonly [F in CitationField]?: string | undefined };

/**
 * A request after its fields were checked. Undefined: absent in the file, so that an update leaves it as it is; null: known to be
 * none. Lists are whole: they replace what an earlier file said.
 */
export type CheckedRequest = {
  readonly externalId: Code;
  readonly title: string;
  readonly author: string | undefined;
  readonly format: string | undefined;
  readonly patron: Code | null | undefined;
  readonly pickup: Code | null | undefined;
  readonly rota: readonly Code[] | undefined;
  readonly activePartner: Code | null | undefined;
  readonly status: string | undefined;
  readonly dueOn: CalendarDate | null | undefined;
  readonly createdAt: Instant | null | undefined;
  readonly volumes: number | null | undefined;
  readonly notes: readonly CheckedNote[] | undefined;
  readonly condition: CheckedCondition | null | undefined;
  readonly items: readonly CheckedItem[] | undefined;
  /** What it says of the parts of its life beside the status, since version 2; null where it says nothing. */
  readonly life: CheckedLife | null;
  /** The external identifier of the request that it repeats. */
  readonly againOf: Code | null | undefined;
  readonly citation: CheckedCitation | undefined;
  /** Its rows as a program of ours had stored them, since version 2; undefined where the file has none. */
  readonly stored: StoredInFile | undefined;
} & Readonly<Record<PlainText, string | undefined>>;

const maxStatusLength = 64;

/**
 * Checks the fields of a request; what it refers to is looked up later.
 * @throws RowFault.
 */
export const checkRequest = (value: unknown, { timeZone, version }: Reading): CheckedRequest => {
  const row = readRow(value);
  const rota = readRota(row);
  const activePartner = readCodeField(row, 'activePartner');
  if (activePartner && rota && rota.length > 0 && !rota.includes(activePartner))
    throw new RowFault('activePartner', t('checking.isNotInTheRotaOf', { activePartner }));
  return {
    externalId: readNeededCode(row, 'externalId'),
    title: readNeededText(row, 'title', limits.title),
    author: readText(row, 'author', limits.title),
    format: readText(row, 'format', maxStatusLength),
    patron: readCodeField(row, 'patron'),
    pickup: readCodeField(row, 'pickup'),
    rota,
    activePartner,
    status: readText(row, 'status', maxStatusLength),
    dueOn: readDate(row, 'dueOn'),
    createdAt: readMoment(row, 'createdAt', timeZone),
    volumes: readCount(row, 'volumes'),
    ...readPlainTexts(row),
    notes: readNotes(row, timeZone),
    condition: readCondition(row),
    items: readItems(row, timeZone, version),
    life: version === 1 ? null : readLife(row, timeZone),
    againOf: readCodeField(row, 'againOf'),
    citation: readCitation(row),
    stored: version === 1 ? undefined : readStored(row, timeZone),
  };
};

const readPlainTexts = (row: Row): Pick<CheckedRequest, PlainText> =>
  Object.fromEntries(plainTexts.map(([name, longest]) => [name, readText(row, name, longest)])) as Pick<
    CheckedRequest,
    PlainText
  >;

/** The parts of the citation; null: nothing is known of any. */
const readCitation = (row: Row): CheckedCitation | undefined => {
  const value = row['citation'];
  if (value === undefined) return undefined;
  if (value === null) return noCitation;
  const citation = readRow(value, 'citation');
  return Object.fromEntries(
    citationFields.map(({ name, longest }) => {
      const path = `citation.${name}`;
      const isDay = name === 'neededBy';
      return [name, isDay ? readDay(citation, name, path) : readText(citation, name, longest, path)];
    }),
  );
};

/** A day as the citation keeps it: empty for none. */
const readDay = (row: Row, field: string, path: string): string | undefined => {
  const date = readDate(row, field, path);
  return date === null ? '' : date;
};

const readRota = (row: Row): readonly Code[] | undefined =>
  readList(row, 'rota')?.map((code, index) => readNeededCode({ code }, 'code', `rota[${index}]`));

const readNotes = (row: Row, timeZone: string): readonly CheckedNote[] | undefined =>
  readList(row, 'notes')?.map((value, index) => {
    const path = `notes[${index}]`;
    const note = readRow(value, path);
    const from = note['from'];
    if (from !== 'partner' && from !== 'staff')
      throw new RowFault(`${path}.from`, t('checking.aNoteIsFromPartnerOr'));
    return {
      from,
      text: readNeededText(note, 'text', limits.note, `${path}.text`),
      active: readFlag(note, 'active', `${path}.active`) ?? true,
      createdAt: readMoment(note, 'createdAt', timeZone, `${path}.createdAt`) ?? null,
    };
  });

const readCondition = (row: Row): CheckedCondition | null | undefined => {
  const value = row['condition'];
  if (value === undefined || value === null) return value;
  const condition = readRow(value, 'condition');
  return {
    reason: readText(condition, 'reason', limits.short, 'condition.reason') ?? '',
    note: readText(condition, 'note', limits.note, 'condition.note') ?? '',
    replyBy: readDate(condition, 'replyBy', 'condition.replyBy') ?? null,
  };
};

const readItems = (
  row: Row,
  timeZone: string,
  version: Reading['version'],
): readonly CheckedItem[] | undefined =>
  readList(row, 'items')?.map((value, index) => {
    const path = `items[${index}]`;
    const item = readRow(value, path);
    const loan = readLoan(item, path);
    const status = readText(item, 'status', maxStatusLength, `${path}.status`);
    return {
      barcode: readNeededCode(item, 'barcode', `${path}.barcode`),
      status: status ?? (loan && loan.endedOn === null ? 'on-loan' : 'on-hold-shelf'),
      receivedAt: readMoment(item, 'receivedAt', timeZone, `${path}.receivedAt`) ?? null,
      desk: readCodeField(item, 'desk', `${path}.desk`) ?? null,
      loan: loan && status ? endedIfBack(loan, status) : loan,
      ...(version === 1 ? saysNothing : readOfVolume(item, path)),
    };
  });

const saysNothing = { partner: undefined, dueOn: undefined, label: undefined } as const;

const readOfVolume = (item: Row, path: string): Pick<CheckedItem, keyof typeof saysNothing> => ({
  partner: readCodeField(item, 'partner', `${path}.partner`),
  dueOn: readDate(item, 'dueOn', `${path}.dueOn`),
  label: readText(item, 'volume', limits.short, `${path}.volume`),
});

const readLoan = (item: Row, itemPath: string): CheckedLoan | null => {
  const value = item['loan'];
  if (value === undefined || value === null) return null;
  const path = `${itemPath}.loan`;
  const loan = readRow(value, path);
  const need = (field: string): CalendarDate => {
    const date = readDate(loan, field, `${path}.${field}`);
    if (!date) throw new RowFault(`${path}.${field}`, t('checking.itIsMissingEveryLoanNeeds'));
    return date;
  };
  return {
    loanedOn: need('loanedOn'),
    dueOn: need('dueOn'),
    endedOn: readDate(loan, 'endedOn', `${path}.endedOn`) ?? null,
  };
};

/** A file need not say when a loan ended; what came back is not on loan any more, so its due date stands for the day. */
const endedIfBack = (loan: CheckedLoan, status: string): CheckedLoan =>
  loan.endedOn === null && (status === 'returned-by-patron' || status === 'returned-to-partner')
    ? { ...loan, endedOn: loan.dueOn }
    : loan;
