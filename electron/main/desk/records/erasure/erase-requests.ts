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
import { findPrintJob } from '../../store/print-jobs.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { listFactsOfRequest, putFacts } from '../../store/tasks.queries.ts';
import { readTaskFacts, type TaskFacts } from '../task-facts.ts';

/**
 * Takes out of some requests what names a patron: the link, notes, letters and slips, what the log and the history say beside the
 * kind of a step, and what files said. Each has a line of its history that says so. For steps of the log alone that capture
 * nothing: what went must not stand in the log.
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
  return sumOfErased(gone);
};

/** How much went in all of some parts. */
export const sumOfErased = (parts: readonly Forgotten[]): Forgotten => {
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

/** What a task tells, without what names a patron. @param traces the words by which they are known. */
export const factsWithoutPatron = (facts: TaskFacts, kind: string, traces: readonly string[]): TaskFacts => ({
  ...(withoutPatron(facts, traces) as TaskFacts),
  headline: stepName(kind),
  message: '',
});

// A headline may name whoever the step was for.
const headlined = ({ kind, answer }: { readonly kind: string; readonly answer: string }): unknown => {
  const said: unknown = JSON.parse(answer);
  return typeof said === 'object' && said !== null && 'headline' in said
    ? { ...said, headline: stepName(kind) }
    : said;
};

/** Removes the PDFs of slips that are not kept any more; a printed sheet is in nobody's reach. Never throws. */
export const removeSlipFiles = (folder: string, jobs: readonly PrintJobId[]): void => {
  const numbers = new Set(jobs.map(String));
  if (numbers.size === 0) return;
  for (const { name, job } of slipFiles(folder)) if (numbers.has(String(job))) removeFile(join(folder, name));
};

/**
 * The same for those that were left: the program had ended before they went, somebody had one open, or the step was taken back for which it was
 * printed. Never throws.
 */
export const removeLeftSlipFiles = (db: ReadableDB, folder: string): void => {
  for (const { name, job } of slipFiles(folder))
    if (findPrintJob(db, job) === undefined) removeFile(join(folder, name));
};

/** The PDFs of slips, with the numbers of their jobs; none where there is no such folder, because slips went to a printer. */
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
    // Somebody has it open: the next look takes it.
  }
};

/** The kind under which the log notes that patron data went. */
export const erasureKind = 'forget-patron-data';

/** Whether a step forgets patrons: what it takes away must not stand in a log of changes. */
export const isErasure = (kind: string | null): boolean => kind === erasureKind || kind === 'forget-patron';

/**
 * Takes out of a request what names its patron and stands on each workstation by itself: slips, what files said, and what its history says
 * beside the kind of a step. Where several share their requests each does it, when it hears that the patron was forgotten.
 * @returns the slips that are not kept any more.
 */
export const eraseHere = (db: WritableDB, id: RequestId): readonly PrintJobId[] => {
  for (const event of listEventsOf(db, id))
    if (event.kind !== erasureKind) putHeadline(db, event.id, stepName(event.kind));
  return erasePapersOf(db, id);
};

type Said = { readonly kind: string; readonly headline: string };

/** What a line of a history says that comes from elsewhere: of a request whose patron was forgotten the kind of the step, and no more. */
export const headlineIf = (isErased: boolean, { kind, headline }: Said): string =>
  kind === erasureKind || !isErased ? headline : stepName(kind);

// What a step was asked and answered, without what names a patron.

/** Fields that hold a patron's name or card, or a text that somebody wrote about them. */
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

/** Shorter ones stand in other words by chance. */
const shortest = 3;

const emptied = (value: unknown): unknown => {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return [];
  return typeof value === 'number' ? null : value;
};

/**
 * A value of JSON without personal fields, and without the words by which a patron is known wherever they stand in a text.
 * Its shape stays, so that whoever reads the log reads on.
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
