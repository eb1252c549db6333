import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant, OpId, PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { stepLabel } from '../../../../../shared/domain/steps.ts';
import { readTaskFacts, type TaskFacts } from '../../../../../shared/domain/tasks.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { insertRequestEvent, updateCommand } from '../../store/command-log.queries.ts';
import type { Forgotten } from '../../store/forget-patron.queries.ts';
import { forgetRowsOf, listLoggedOf, tracesOfRequest } from '../../store/forget-patron.queries.ts';
import { findPrintJob } from '../../store/print-jobs.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { listFactsOfRequest, putFacts } from '../../store/tasks.queries.ts';
import { forgetHere, forgettingKind } from './forget-here.ts';
import { withoutPatron } from './scrub-json.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * Takes out of some requests what names a patron: the link, notes, letters and slips, what the log and the history say beside the
 * kind of a step, and what files said. Each has a line of its history that says so. For steps of the log alone that capture
 * nothing: what went must not stand in the log.
 */
export const forgetRequests = (
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
    const counts = { requests: 1, slips: forgetHere(db, id), ...forgetRowsOf(db, id, at) };
    const status = findRequestRow(db, id)?.status ?? '';
    insertRequestEvent(db, {
      requestId: id,
      opId,
      at,
      kind: forgettingKind,
      statusBefore: status,
      statusAfter: status,
      headline: t('patronData.patronDataRemoved'),
    });
    return counts;
  });
  return sumOfForgotten(gone);
};

/** How much went in all of some parts. */
export const sumOfForgotten = (parts: readonly Forgotten[]): Forgotten => {
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
  headline: stepLabel(kind),
  message: '',
});

// A headline may name whoever the step was for.
const headlined = ({ kind, answer }: { readonly kind: string; readonly answer: string }): unknown => {
  const said: unknown = JSON.parse(answer);
  return typeof said === 'object' && said !== null && 'headline' in said
    ? { ...said, headline: stepLabel(kind) }
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
