import { checkRequest } from '../checking/check-request.ts';
import { libraryShape, places, rules } from '../checking/library-shape.ts';
import { type ReadOf, type Shape, row } from '../checking/shapes.ts';
import { RowFault } from '../row-fault.ts';
import type { RawBatch, RawRow, Section } from '../sections.ts';
import type { Outcome, Writing } from './writing.ts';
import { writeDesk, writeLibrary, writePartner, writePatron } from './write-places.ts';
import { writeRequest } from './write-request.ts';
import { writeOperator, writeReason, writeSeries, writeSetting, writeTemplate } from './write-rules.ts';

/** A row after its own checks: valid, refused, or skipped. */
type CheckedRow = { readonly raw: RawRow } & (
  | { readonly write: WriteRow }
  | { readonly fault: unknown }
  | { readonly skipped: string }
);

/** The checked rows of a batch. */
export type CheckedBatch = { readonly section: Section; readonly rows: readonly CheckedRow[] };

/** Checks the rows of a batch, without the database. Never throws. @param timeZone IANA zone of the library. */
export const checkBatch = ({ section, rows }: RawBatch, timeZone: string): CheckedBatch => ({
  section,
  rows: rows.map((raw) => {
    try {
      if ('unreadable' in raw) throw new RowFault('', raw.unreadable);
      if ('fault' in raw) throw raw.fault;
      if ('skipped' in raw) return { raw, skipped: raw.skipped };
      return { raw, write: checked[section](raw, timeZone) };
    } catch (fault) {
      return { raw, fault };
    }
  }),
});

type WriteRow = (writing: Writing) => Outcome;
type ReadableRow = Extract<RawRow, { readonly value: unknown }>;
type CheckRow = (raw: ReadableRow, timeZone: string) => WriteRow;

const checkedBy = <S extends Shape>(
  shape: S,
  write: (writing: Writing, checked: ReadOf<S>) => Outcome,
): CheckRow => {
  const { read } = row(shape);
  return ({ value }, timeZone) => {
    const found = read(value, timeZone);
    return (writing) => write(writing, found);
  };
};

/** How the rows of each section are checked and written. */
const checked: Readonly<Record<Section, CheckRow>> = {
  libraries: checkedBy(libraryShape, writeLibrary),
  desks: checkedBy(places.desk, writeDesk),
  operators: checkedBy(rules.operator, writeOperator),
  reasons: checkedBy(rules.reason, writeReason),
  templates: checkedBy(rules.template, writeTemplate),
  settings: checkedBy(rules.setting, writeSetting),
  barcodeSeries: checkedBy(rules.series, writeSeries),
  partners: checkedBy(places.partner, writePartner),
  patrons: checkedBy(places.patron, writePatron),
  requests: (raw, timeZone) => {
    const request = checkRequest(raw.value, timeZone);
    return (writing) => {
      const outcome = writeRequest(writing, request, raw);
      for (const remark of raw.remarks ?? []) writing.remark('', remark);
      return outcome;
    };
  },
};
