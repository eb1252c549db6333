import { calendarDateIn, formatDate, formatInstant, formatTime } from '../../../shared/domain/dates.ts';
import type { Instant, ItemId, OpId } from '../../../shared/domain/ids.ts';
import { slipKinds } from '../../../shared/domain/slips/all-slips.ts';
import { isIndependent, type StepKind } from '../../../shared/domain/steps/all-steps.ts';
import { volumeName } from '../../../shared/domain/volume-names.ts';
import { typedWords, type TypedText } from '../desk/records/task-facts.ts';
import type { HubTask } from '../../../shared/ipc/hub-views.ts';
import { t } from '../../../shared/words/words.ts';
import type { ReadableDB } from '../db/types.ts';
import { stepInWords } from '../desk/records/backups/bring-library.ts';
import type { DeskContext } from '../desk/context.ts';
import type { OpenTask } from '../desk/queries/today/readable-tasks.ts';
import { listChanges, readRow } from '../desk/store/change-log.queries.ts';
import { findCommand } from '../desk/store/command-log.queries.ts';
import { type ItemAtHand, findItem, findItemsByBarcode } from '../desk/store/items.queries.ts';
import { findToldStep, type ToldStep } from '../desk/store/tasks.queries.ts';
import { choiceOf } from './choice.ts';
import { typedTextsOf } from './typed-texts.ts';

type Elsewhere = ToldStep & { readonly workstation: string };

/**
 * Returns a task as staff see it, with everything needed to decide it, based on the current records and not only on those at the time of
 * the task.
 * @param refusal why its step would be refused now, as a sentence; null if it would not.
 */
export const viewOfTask = (
  { db, session, timeZone }: DeskContext,
  task: OpenTask,
  refusal: string | null,
): HubTask => {
  const { facts } = task;
  const libraries = session.libraries();
  // If the request is gone, only the desk tells whether the operator may see its patron's name.
  const seesNames = task.requestId !== null || libraries === null || libraries.includes(task.libraryId);
  const item = itemOf(db, task);
  const elsewhere = facts.elsewhere.flatMap(({ opId, workstation }): readonly Elsewhere[] => {
    const step = findToldStep(db, opId as OpId);
    return step?.undoneBy === null ? [{ ...step, workstation }] : [];
  });
  const named = (typed: readonly TypedText[]) => (seesNames ? typed.map(typedWords) : []);
  return {
    id: task.id,
    requestId: task.requestId,
    externalId: task.externalId ?? '',
    title: task.title ?? recordName(db, task),
    patronName: task.patronName || (seesNames ? facts.patronName : ''),
    item: item ? itemWords(item) : facts.barcode,
    whereNow: whereNow(task, item, seesNames, timeZone()),
    // Its step was never taken.
    step: task.operatorId === null ? t('Partner’s message') : stepInWords(task.kind),
    headline: facts.headline,
    operatorName: task.operatorName,
    deskName: task.deskName,
    workstation: facts.workstation,
    at: task.at,
    typed: named(facts.typed),
    why: whyOf(db, { task, elsewhere, timeZone: timeZone(), borrower: item?.borrowerName ?? '' }),
    elsewhere: elsewhere.map(({ opId, kind, input, at, headline, operatorName, deskName, workstation }) => ({
      at,
      headline: headline || stepInWords(kind),
      operatorName,
      deskName,
      workstation,
      typed: named(typedTextsOf(db, { kind, input }, listChanges(db, opId))),
    })),
    later: task.later.map((later) => ({
      step: stepInWords(later.kind),
      headline: later.facts.headline,
      at: later.at,
      typed: named(later.facts.typed),
    })),
    paper: [task, ...task.later].flatMap((one) => one.facts.paper.map(slipLabel)),
    choice: choiceOf(db, task),
    refusal: refusal ?? '',
  };
};

const itemOf = (db: ReadableDB, { requestId, facts }: OpenTask): ItemAtHand | undefined => {
  const known = facts.itemId === null ? undefined : findItem(db, facts.itemId as ItemId);
  return (
    known ??
    (facts.barcode === ''
      ? undefined
      : findItemsByBarcode(db, facts.barcode).find((item) => item.requestId === requestId))
  );
};

const itemWords = ({ barcode, volume }: ItemAtHand): string =>
  volume === 1 && barcode !== '' ? barcode : volumeName({ volume, barcode });

/** Says who has the item, as far as that is known: from the current loan, or from the one in this task. */
const whereNow = (
  { facts, at }: OpenTask,
  item: ItemAtHand | undefined,
  seesNames: boolean,
  timeZone: string,
): string => {
  if (item && item.loanId !== null)
    return t('{hasDate, select, yes {Lent to {patronName}, due {dueOn}.} other {Lent to {patronName}.}}', {
      patronName: item.borrowerName || t('a patron whose record was deleted'),
      dueOn: item.loanDueOn === null ? '' : formatDate(item.loanDueOn),
      hasDate: item.loanDueOn === null ? 'no' : 'yes',
    });
  if (facts.patronName === '' || !seesNames) return '';
  return t('Given to {patronName} at {workstation} on {at}. The loan was not recorded.', {
    patronName: facts.patronName,
    workstation: facts.workstation,
    at: formatDate(calendarDateIn(new Date(at), timeZone)),
  });
};

const recordTables = { 'save-partner': 'partner', 'save-library': 'library', 'save-desk': 'desk' } as const;

const recordName = (db: ReadableDB, { kind, facts }: OpenTask): string => {
  const table = recordTables[kind as keyof typeof recordTables] as 'partner' | undefined;
  const { id } = (facts.input['asked'] ?? {}) as { readonly id?: unknown };
  const row = table && typeof id === 'number' ? readRow(db, table, id) : undefined;
  return String(row?.['name'] ?? '');
};

/** Explains to someone who was not there why both steps cannot count: what was done at which workstation, and when. */
const whyOf = (
  db: ReadableDB,
  {
    task,
    elsewhere,
    timeZone,
    borrower,
  }: {
    readonly task: OpenTask;
    readonly elsewhere: readonly Elsewhere[];
    readonly timeZone: string;
    readonly borrower: string;
  },
): string => {
  const { facts } = task;
  const first = elsewhere.find(({ kind }) => !isIndependent(kind)) ?? elsewhere[0];
  if (!first) {
    if (facts.elsewhere.length > 0) return t('The step at the other workstation has since been undone.');
    return facts.message === ''
      ? t(
          'Another workstation changed the request first, and this step was taken before that change arrived.',
        )
      : facts.message;
  }
  const day = (at: Instant): string => calendarDateIn(new Date(at), timeZone);
  const when = {
    workstation: first.workstation,
    at: day(first.at) === day(task.at) ? formatTime(first.at, timeZone) : formatInstant(first.at, timeZone),
    isBefore: first.at <= task.at ? 'yes' : 'no',
  };
  if (first.kind === 'undo')
    return t(
      '{isBefore, select, yes {“{step}” was undone at {workstation}, {at}, before this step.} other {“{step}” was undone at {workstation}, {at}. This step was earlier but was shared later.}}',
      { ...when, step: stepInWords(undoneKind(db, first)) },
    );
  if (first.kind === ('lend' satisfies StepKind) && borrower !== '')
    return t(
      '{isBefore, select, yes {Already lent to {patronName} at {workstation}, {at}.} other {Lent to {patronName} at {workstation}, {at}. This step was earlier but was shared later.}}',
      { ...when, patronName: borrower },
    );
  return t(
    '{isBefore, select, yes {“{step}” at {workstation}, {at}, before this step.} other {“{step}” at {workstation}, {at}. This step was earlier but was shared later.}}',
    { ...when, step: stepInWords(first.kind) },
  );
};

const undoneKind = (db: ReadableDB, { input }: ToldStep): string => {
  const { undoes } = JSON.parse(input) as { readonly undoes?: OpId };
  return (undoes && findCommand(db, undoes)?.kind) ?? 'undo';
};

const slipLabel = (kind: string): string =>
  Object.hasOwn(slipKinds, kind) ? slipKinds[kind as keyof typeof slipKinds].label : kind;
