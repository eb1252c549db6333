import type { Reading } from '../checking/check-places.ts';
import { checkDesk, checkLibrary, checkPartner, checkPatron } from '../checking/check-places.ts';
import { checkRequest } from '../checking/check-request.ts';
import {
  checkOperator,
  checkReason,
  checkSeries,
  checkSetting,
  checkTemplate,
} from '../checking/check-rules.ts';
import { RowFault } from '../row-fault.ts';
import type { RawBatch, RawRow, Section } from '../sections.ts';
import type { Outcome, Writing } from './write-places.ts';
import { writeDesk, writeLibrary, writePartner, writePatron } from './write-places.ts';
import { writeRequest } from './write-request.ts';
import { writeOperator, writeReason, writeSeries, writeSetting, writeTemplate } from './write-rules.ts';

/** A row after its own checks: it waits for the transaction, or it is refused. */
type CheckedRow = { readonly raw: RawRow } & ({ readonly write: WriteRow } | { readonly fault: unknown });

/** Rows of a batch, of which the first so many are stored. */
export type CheckedBatch = { readonly section: Section; readonly rows: readonly CheckedRow[] };

/** Checks the rows of a batch, without the database. Never throws. */
export const checkBatch = (batch: RawBatch, reading: Reading): CheckedBatch => ({
  section: batch.section,
  rows: batch.rows.map((raw) => {
    try {
      return { raw, write: check(batch.section, raw, reading) };
    } catch (fault) {
      return { raw, fault };
    }
  }),
});

type WriteRow = (writing: Writing) => Outcome;
type ReadableRow = Extract<RawRow, { readonly value: unknown }>;

const rowOf =
  <Checked>(
    check: (value: unknown, reading: Reading) => Checked,
    write: (writing: Writing, checked: Checked, raw: ReadableRow) => Outcome,
  ) =>
  (raw: ReadableRow, reading: Reading): WriteRow => {
    const checked = check(raw.value, reading);
    return (writing) => write(writing, checked, raw);
  };

/** How the rows of each section are checked, and then written. */
const rowsOf: Readonly<Record<Section, (raw: ReadableRow, reading: Reading) => WriteRow>> = {
  libraries: rowOf(checkLibrary, writeLibrary),
  desks: rowOf(checkDesk, writeDesk),
  operators: rowOf(checkOperator, writeOperator),
  reasons: rowOf(checkReason, writeReason),
  templates: rowOf(checkTemplate, writeTemplate),
  settings: rowOf(checkSetting, writeSetting),
  barcodeSeries: rowOf(checkSeries, writeSeries),
  partners: rowOf(checkPartner, writePartner),
  patrons: rowOf(checkPatron, writePatron),
  requests: rowOf(checkRequest, (writing, request, raw) => {
    const outcome = writeRequest(writing, request, raw);
    for (const remark of raw.remarks ?? []) writing.remark('', remark);
    return outcome;
  }),
};

/** @throws RowFault. */
const check = (section: Section, raw: RawRow, reading: Reading): WriteRow => {
  if ('unreadable' in raw) throw new RowFault('', raw.unreadable);
  if ('fault' in raw) throw raw.fault;
  return rowsOf[section](raw, reading);
};
