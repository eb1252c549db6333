import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { recordTables } from '../../../db/change-capture.ts';
import { isLog } from '../../../db/hub-capture.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { findReadOfRequest } from '../../store/hub.queries.ts';
import { listTouched, type Touched } from '../../store/pending-steps.queries.ts';

// What steps read and write, in the pieces by which the hub finds out that two steps meet: a request with all that belongs to it, a
// patron, what all steps go by (places, people, policy), a letter, what stands for itself, and what may be there once.

/** Places, people, hours, reasons, templates, policy: every step reads them. */
export const records = 'records';
const ofRecords: ReadonlySet<string> = new Set(recordTables.filter((table) => table !== 'patron'));
/** Rows of a request that stand for themselves: who sends a letter does not get in the way of who lends the book. */
const alone: ReadonlySet<string> = new Set([
  'outbox',
  'notice',
  'keyed_step',
  'task',
  'saved_view',
  'file_profile',
]);

/** Any request: who changes a desk looks at all that is there or is collected there. */
export const anyRequest = 'requests';

/** Whether one of these keys is this one, or stands for it. */
export const holdsKey = (keys: ReadonlySet<string>, key: string): boolean =>
  keys.has(key) ||
  (key === anyRequest
    ? [...keys].some((one) => one.startsWith('request:'))
    : keys.has(anyRequest) && key.startsWith('request:'));

const none: readonly string[] = [];

/** A patron, as a key. */
export const patronKey = (id: number): string => `patron:${id}`;

const requestKey = (id: RequestId): string => `request:${id}`;

/**
 * What the send queue has made of the letters of a request. Steps look at that: a letter that has left stays, one that waits may be taken back. Who
 * writes it does so beside steps, so that sending a letter waits for none of them.
 */
const lettersKey = (id: RequestId): string => `letters:${id}`;

/** The requests that keys are about, with all that belongs to them. */
export const requestsOfKeys = (keys: readonly string[]): readonly number[] =>
  keys.flatMap((key) => {
    const id = /^(?:request|letters):(\d{1,15})$/.exec(key)?.[1];
    return id === undefined ? [] : [Number(id)];
  });

const keyOf = ({ table, rowId, requestId }: Touched, isStep: boolean): readonly string[] => {
  if (isLog(table)) return none;
  // Attempts to sign in are counted there, which concerns no step.
  if (table === 'operator' && !isStep) return [`operator:${rowId}`];
  if (ofRecords.has(table)) return [records];
  if (table === 'outbox' && requestId !== null && !isStep)
    return [`${table}:${rowId}`, lettersKey(requestId)];
  if (alone.has(table) || requestId === null) return [`${table}:${rowId}`];
  return [requestKey(requestId)];
};

/** Two steps that use the same barcode, name or number meet, whatever rows they write. */
const callingsOf = ({ table, wasCalled, called }: Touched): readonly string[] =>
  wasCalled === null && called === null
    ? none
    : [wasCalled, called].flatMap((name) => (name === null ? [] : [`${table}=${name}`]));

/** What a step read and wrote. @param requestId the request that it was about. @param isStep false: the program wrote it by itself. */
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
    for (const key of callingsOf(one)) writes.add(key);
  }
  // An undo may change lines of the log of later steps on what it is about, and little else: whoever takes those back meets it.
  if (isStep && touched.some(({ table }) => isLog(table))) {
    if (requestId !== null) writes.add(requestKey(requestId));
    else if (writes.size === 0) writes.add(records);
  }
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
