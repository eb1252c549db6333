import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { recordTables } from '../../../db/change-capture.ts';
import { isLog } from '../../../db/hub-capture.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { listRewrittenLines } from '../../store/hub-changes.queries.ts';
import { findReadOfRequest } from '../../store/hub.queries.ts';
import { listTouched, type Touched } from '../../store/pending-steps.queries.ts';

// The keys of what steps read and write, by which the hub detects that two steps conflict: a request with all its rows, a patron, the
// records that all steps depend on (places, people, policy), a letter, an independent row, values that must be unique, and lines of the log.

/** Places, people, hours, reasons, templates and policy: every step reads them. */
export const records = 'records';
const ofRecords: ReadonlySet<string> = new Set(recordTables.filter((table) => table !== 'patron'));
/** Independent rows of a request: sending a letter does not conflict with lending the book. */
const alone: ReadonlySet<string> = new Set([
  'outbox',
  'notice',
  'keyed_step',
  'other_system_message',
  'task',
  'saved_view',
  'file_profile',
  'conversation',
  'partner_message',
  'incoming_mail',
  'mailbox_position',
]);

/** Any request: a change of a desk reads every request that is at the desk or has it as its pickup location. */
export const anyRequest = 'requests';

/** Whether the keys include this one, or one that covers it. */
export const holdsKey = (keys: ReadonlySet<string>, key: string): boolean =>
  keys.has(key) ||
  (key === anyRequest
    ? [...keys].some((one) => one.startsWith('request:'))
    : keys.has(anyRequest) && key.startsWith('request:'));

const none: readonly string[] = [];

/** The key of a patron. */
export const patronKey = (id: number): string => `patron:${id}`;

const requestKey = (id: RequestId): string => `request:${id}`;

/**
 * The state of a request's letters in the send queue. Steps read it: a sent letter stays, a waiting one may be withdrawn. The program
 * writes it outside of steps, so sending a letter waits for no step.
 */
const lettersKey = (id: RequestId): string => `letters:${id}`;

/** Returns the ids of the requests that keys are about. */
export const requestsOfKeys = (keys: readonly string[]): readonly number[] =>
  keys.flatMap((key) => {
    const id = /^(?:request|letters):(\d{1,15})$/.exec(key)?.[1];
    return id === undefined ? [] : [Number(id)];
  });

const keyOf = ({ table, rowId, requestId }: Touched, isStep: boolean): readonly string[] => {
  if (isLog(table)) return none;
  // Outside of steps, the program only counts failed sign-ins there, which concerns no step.
  if (table === 'operator' && !isStep) return [`operator:${rowId}`];
  if (ofRecords.has(table)) return [records];
  if (table === 'outbox' && requestId !== null && !isStep)
    return [`${table}:${rowId}`, lettersKey(requestId)];
  if (alone.has(table) || requestId === null) return [`${table}:${rowId}`];
  return [requestKey(requestId)];
};

/** Two steps that use the same barcode, name or number conflict, whatever rows they write. */
const uniqueKeysOf = ({ table, wasCalled, called }: Touched): readonly string[] =>
  wasCalled === null && called === null
    ? none
    : [wasCalled, called].flatMap((name) => (name === null ? [] : [`${table}=${name}`]));

/**
 * Returns the keys that a step read and wrote. @param requestId the request that it was about. @param isStep false: the program wrote it on
 * its own.
 */
export const keysOf = (
  db: ReadableDB,
  {
    opId,
    requestId,
    isStep,
  }: { readonly opId: OpId; readonly requestId: RequestId | null; readonly isStep: boolean },
): { readonly reads: readonly string[]; readonly writes: readonly string[] } => {
  const touched = listTouched(db, opId);
  const writes = new Set<string>();
  for (const one of touched) {
    for (const key of keyOf(one, isStep)) writes.add(key);
    for (const key of uniqueKeysOf(one)) writes.add(key);
  }
  // An undo may change little besides the log lines of later steps on the same subject: it must conflict with an undo of those.
  if (isStep && touched.some(({ table }) => isLog(table))) {
    if (requestId !== null) writes.add(requestKey(requestId));
    else if (writes.size === 0) writes.add(records);
  }
  // A line is written as a whole. Who forgets a patron removes the name wherever it stands, also from lines about others of that name.
  for (const line of listRewrittenLines(db, opId))
    if (line.requestId === null || !writes.has(requestKey(line.requestId))) writes.add(`line:${line.opId}`);
  const reads = new Set<string>();
  if (isStep) reads.add(records);
  if (isStep && touched.some(({ table }) => table === 'desk')) reads.add(anyRequest);
  if (requestId !== null) {
    reads.add(requestKey(requestId));
    if (isStep) reads.add(lettersKey(requestId));
    const { patronId } = findReadOfRequest(db, requestId);
    if (patronId !== null) reads.add(patronKey(patronId));
  }
  return { reads: [...reads].filter((key) => !writes.has(key)), writes: [...writes] };
};
