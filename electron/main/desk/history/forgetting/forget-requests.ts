import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant, OpId, PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { stepLabel } from '../../../../../shared/domain/steps.ts';
import type { WritableDB } from '../../../db/types.ts';
import { insertRequestEvent, updateCommand } from '../../store/command-log.queries.ts';
import type { Forgotten } from '../../store/forget-patron.queries.ts';
import { forgetRowsOf, listLoggedOf, tracesOfRequest } from '../../store/forget-patron.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
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
    const counts = { slips: forgetHere(db, id), ...forgetRowsOf(db, id, at) };
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
  const sum = (count: (one: (typeof gone)[number]) => number): number =>
    gone.reduce((total, one) => total + count(one), 0);
  return {
    requests: ids.length,
    loans: sum(({ loans }) => loans),
    notes: sum(({ notes }) => notes),
    letters: sum(({ letters }) => letters),
    slips: gone.flatMap(({ slips }) => slips),
  };
};

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
  try {
    for (const name of readdirSync(folder)) {
      const number = /^(\d+)(?:-[A-Za-z0-9_-]*)?\.pdf$/.exec(name)?.[1];
      if (number !== undefined && numbers.has(number)) rmSync(join(folder, name), { force: true });
    }
  } catch {
    // There is no such folder: slips went to a printer.
  }
};
