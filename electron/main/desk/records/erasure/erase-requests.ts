import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant, OpId, PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { stepName } from '../../../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { insertRequestEvent, updateCommand } from '../../store/command-log.queries.ts';
import {
  erasePapersOf,
  eraseRowsOf,
  type Forgotten,
  listEventsOf,
  listLoggedOf,
  putHeadline,
  tracesOfRequest,
} from '../../store/erase-patron.queries.ts';
import { forgetInSent } from '../../store/other-system.queries.ts';
import { findPrintJob } from '../../store/print-jobs.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { listFactsOfRequest, putFacts } from '../../store/tasks.queries.ts';
import { readTaskFacts, type TaskFacts } from '../task-facts.ts';

/**
 * Erases what identifies a patron from some requests: the link, notes, letters and slips, the details in the log and the history beyond the
 * kinds of steps, and the values of files. A line in each history says so. Only for steps that capture no changes: the erased values must
 * not be in the log.
 */
export const eraseRequests = (
  db: WritableDB,
  ids: readonly RequestId[],
  { opId, at }: { readonly opId: OpId; readonly at: Instant },
): Forgotten => {
  const gone = ids.map((id) => {
    const traces = tracesOfRequest(db, id);
    for (const logged of listLoggedOf(db, id))
      updateCommand(db, {
        opId: logged.opId,
        input: JSON.stringify(withoutPatron(JSON.parse(logged.input), traces)),
        answer: JSON.stringify(withoutPatron(headlined(logged), traces)),
      });
    for (const { id: task, kind, facts } of listFactsOfRequest(db, id))
      putFacts(db, task, JSON.stringify(factsWithoutPatron(readTaskFacts(facts), kind, traces)));
    forgetSent(db, { requestId: id }, at);
    const counts = { requests: 1, slips: eraseHere(db, id), ...eraseRowsOf(db, id, at) };
    const status = findRequestRow(db, id)?.status ?? '';
    insertRequestEvent(db, {
      requestId: id,
      opId,
      at,
      kind: erasureKind,
      statusBefore: status,
      statusAfter: status,
      headline: t('Patron data removed'),
    });
    return counts;
  });
  return totalErased(gone);
};

/** Erases what names a patron from the messages to the other system about a request, or from those with a card. */
export const forgetSent = (db: WritableDB, which: Parameters<typeof forgetInSent>[1], at: Instant): void => {
  const words = t('Not sent: the patron’s data was removed. Check whether the other system has this step.');
  forgetInSent(db, which, { words, at });
};

/** Adds up the counts of some parts. */
export const totalErased = (parts: readonly Forgotten[]): Forgotten => {
  const sum = (count: (part: Forgotten) => number): number =>
    parts.reduce((total, part) => total + count(part), 0);
  return {
    requests: sum(({ requests }) => requests),
    loans: sum(({ loans }) => loans),
    notes: sum(({ notes }) => notes),
    letters: sum(({ letters }) => letters),
    slips: parts.flatMap(({ slips }) => slips),
  };
};

/** Removes what identifies a patron from a task's facts. @param traces the patron's names, card numbers and addresses. */
export const factsWithoutPatron = (facts: TaskFacts, kind: string, traces: readonly string[]): TaskFacts => ({
  ...(withoutPatron(facts, traces) as TaskFacts),
  headline: stepName(kind),
  message: '',
});

// A headline may name the patron of the step.
const headlined = ({ kind, answer }: { readonly kind: string; readonly answer: string }): unknown => {
  const said: unknown = JSON.parse(answer);
  return typeof said === 'object' && said !== null && 'headline' in said
    ? { ...said, headline: stepName(kind) }
    : said;
};

/** Removes the PDFs of deleted slips; printed sheets are out of reach. Never throws. */
export const removeSlipFiles = (folder: string, jobs: readonly PrintJobId[]): void => {
  const numbers = new Set(jobs.map(String));
  if (numbers.size === 0) return;
  for (const { name, job } of slipFiles(folder)) if (numbers.has(String(job))) removeFile(join(folder, name));
};

/**
 * Removes PDFs that were left behind: the program exited before they were removed, one was open, or the step of the slip was undone. Never
 * throws.
 */
export const removeLeftSlipFiles = (db: ReadableDB, folder: string): void => {
  for (const { name, job } of slipFiles(folder))
    if (findPrintJob(db, job) === undefined) removeFile(join(folder, name));
};

/** The PDFs of slips, with the numbers of their jobs; none if the folder does not exist because slips went to a printer. */
const slipFiles = (folder: string): readonly { readonly name: string; readonly job: PrintJobId }[] => {
  try {
    return readdirSync(folder).flatMap((name) => {
      const job = /^(\d+)(?:-[A-Za-z0-9_-]*)?\.pdf$/.exec(name)?.[1];
      return job === undefined ? [] : [{ name, job: Number(job) as PrintJobId }];
    });
  } catch {
    return [];
  }
};

const removeFile = (path: string): void => {
  try {
    rmSync(path, { force: true });
  } catch {
    // The file is open: the next run removes it.
  }
};

/** The kind under which the log records that patron data was erased. */
export const erasureKind = 'forget-patron-data';

/** Whether a step erases patron data: the erased values must not be in a change log. */
export const isErasure = (kind: string | null): boolean => kind === erasureKind || kind === 'forget-patron';

/**
 * Erases the local data that identifies a request's patron: slips, the values of files, and the details in its history. If several
 * workstations share their requests, each does this when it learns of the erasure.
 * @returns the deleted slips.
 */
export const eraseHere = (db: WritableDB, id: RequestId): readonly PrintJobId[] => {
  for (const event of listEventsOf(db, id))
    if (event.kind !== erasureKind) putHeadline(db, event.id, stepName(event.kind));
  return erasePapersOf(db, id);
};

type Said = { readonly kind: string; readonly headline: string };

/** Returns a line of history from another workstation; if the request's patron was erased, only the kind of the step. */
export const headlineIf = (isErased: boolean, { kind, headline }: Said): string =>
  kind === erasureKind || !isErased ? headline : stepName(kind);

// The input and answer of a step, without what identifies a patron.

/** Fields that contain a patron's name or card number, or a text about them. */
const personal: readonly string[] = [
  'patronName',
  'patronBarcode',
  'patron',
  'card',
  'note',
  'text',
  'body',
  'remarks',
  'circulationNote',
  'cancelNote',
  'partnerNote',
  'email',
];

/** Shorter texts occur in other words by chance. */
const shortest = 3;

const emptied = (value: unknown): unknown => {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return [];
  return typeof value === 'number' ? null : value;
};

/**
 * Returns a JSON value without personal fields and without the patron's traces in any text. Its shape stays the same, so that the log can
 * still be read.
 */
const withoutPatron = (value: unknown, traces: readonly string[]): unknown => {
  if (typeof value === 'string')
    return traces
      .filter((trace) => trace.length >= shortest)
      .reduce((text, trace) => text.replaceAll(trace, ''), value);
  if (Array.isArray(value)) return value.map((one) => withoutPatron(one, traces));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      personal.includes(key) && (typeof one !== 'object' || Array.isArray(one))
        ? emptied(one)
        : withoutPatron(one, traces),
    ]),
  );
};
