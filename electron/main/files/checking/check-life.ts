import type { CalendarDate, Code, Instant } from '../../../../shared/domain/ids.ts';
import type { CancelledFor, EndState } from '../../../../shared/domain/life/life.ts';
import { endStates } from '../../../../shared/domain/life/life.ts';
import type { Row } from './row-fields.ts';
import {
  readCodeField,
  readDate,
  readList,
  readMoment,
  readNeededCode,
  readOneOf,
  readRow,
} from './row-fields.ts';

const askedOrRefused = ['asked', 'refused'] as const;
const renewalWords = ['mediated', 'asked', 'renewed', 'refused'] as const;
const demandWords = ['overdue', 'recalled'] as const;
const reportWords = ['damaged', 'lost', 'claimed'] as const;

/**
 * What a file of version 2 says of the parts of a request's life, beside its one word. Undefined: it says nothing of this part;
 * null or an empty list: there is none.
 */
export type CheckedLife = {
  readonly cancellation:
    | {
        readonly state: (typeof askedOrRefused)[number];
        /** Null where the file does not say. */
        readonly at: Instant | null;
        readonly requestedBy: CancelledFor;
      }
    | null
    | undefined;
  readonly renewals:
    | readonly {
        /** The barcodes of the volumes that it names. */
        readonly items: readonly Code[];
        readonly state: (typeof renewalWords)[number];
        readonly until: CalendarDate | null;
      }[]
    | undefined;
  readonly demands:
    | readonly {
        /** Null: of whoever sent them. */
        readonly partner: Code | null;
        readonly kind: (typeof demandWords)[number];
        readonly backBy: CalendarDate | null;
      }[]
    | undefined;
  readonly reports:
    | readonly {
        /** Null: the parcel, which has not come. */
        readonly item: Code | null;
        readonly kind: (typeof reportWords)[number];
      }[]
    | undefined;
  readonly end: EndState | null | undefined;
};

/** Reads what a row says of the parts of its life. @returns null where it says nothing. @throws RowFault. */
export const readLife = (row: Row, timeZone: string): CheckedLife | null => {
  const life = {
    cancellation: readCancellation(row, timeZone),
    renewals: readRenewals(row),
    demands: readDemands(row),
    reports: readReports(row),
    end: row['end'] === undefined || row['end'] === null ? row['end'] : readOneOf(row, 'end', endStates),
  };
  return Object.values(life).every((part) => part === undefined) ? null : life;
};

const readCancellation = (row: Row, timeZone: string): CheckedLife['cancellation'] => {
  const value = row['cancellation'];
  if (value === undefined || value === null) return value;
  const cancellation = readRow(value, 'cancellation');
  const by = cancellation['requestedBy'];
  return {
    state: readOneOf(cancellation, 'state', askedOrRefused, 'cancellation.state'),
    at: readMoment(cancellation, 'at', timeZone, 'cancellation.at') ?? null,
    requestedBy:
      by === undefined || by === null
        ? 'staff'
        : readOneOf(cancellation, 'requestedBy', ['patron', 'staff'] as const, 'cancellation.requestedBy'),
  };
};

const readRenewals = (row: Row): CheckedLife['renewals'] =>
  readList(row, 'renewals')?.map((value, index) => {
    const path = `renewals[${index}]`;
    const renewal = readRow(value, path);
    return {
      items: (readList(renewal, 'items', `${path}.items`) ?? []).map((code, at) =>
        readNeededCode({ code }, 'code', `${path}.items[${at}]`),
      ),
      state: readOneOf(renewal, 'state', renewalWords, `${path}.state`),
      until: readDate(renewal, 'until', `${path}.until`) ?? null,
    };
  });

const readDemands = (row: Row): CheckedLife['demands'] =>
  readList(row, 'demands')?.map((value, index) => {
    const path = `demands[${index}]`;
    const demand = readRow(value, path);
    return {
      partner: readCodeField(demand, 'partner', `${path}.partner`) ?? null,
      kind: readOneOf(demand, 'kind', demandWords, `${path}.kind`),
      backBy: readDate(demand, 'backBy', `${path}.backBy`) ?? null,
    };
  });

const readReports = (row: Row): CheckedLife['reports'] =>
  readList(row, 'reports')?.map((value, index) => {
    const path = `reports[${index}]`;
    const report = readRow(value, path);
    return {
      item: readCodeField(report, 'item', `${path}.item`) ?? null,
      kind: readOneOf(report, 'kind', reportWords, `${path}.kind`),
    };
  });
