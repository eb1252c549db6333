import { startOfDay } from '../../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { type StepKind, stepKinds } from '../../../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { askedStep } from '../../../../../shared/ipc/step-inputs.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import {
  findCommand,
  listCommandsSince,
  type LoggedCommand,
  markRedoes,
} from '../../store/command-log.queries.ts';
import { takeAsked } from '../take.ts';
import { outcomeOf } from './step-words.ts';
import { redoRefusal } from './undo.ts';
import { readRow } from '../../store/change-log.queries.ts';
import { findTakenAgain } from './redo.queries.ts';

/** How many steps and undos Redo looks back; no one redoes more than these one by one. */
const longest = 500;

const undoKind = 'undo' satisfies StepKind;

/** Whether a logged command is a new step: neither an undo nor a redo. */
const isNew = ({ kind, input }: Pick<LoggedCommand, 'kind' | 'input'>): boolean =>
  kind !== undoKind && (JSON.parse(input) as { readonly redoes?: OpId }).redoes === undefined;

/**
 * Returns the step that Redo would take: the last one that this operator undid at this desk today, since their last new step. As in an
 * editor, several are redone one after the other, the last undone first.
 * @returns its id, or null if there is nothing to redo
 */
export const findUndone = ({ db, session, now, timeZone }: DeskContext): OpId | null => {
  const list = (limit: number) =>
    listCommandsSince(db, {
      operatorId: session.operator().id,
      deskId: session.desk().id,
      since: startOfDay(now(), timeZone()),
      kinds: stepKinds,
      limit,
    });
  // Usually the newest command is a new step, so there is nothing more to read.
  const [newest] = list(1);
  if (!newest || isNew(newest)) return null;
  let takenAgain = 0;
  for (const command of list(longest)) {
    if (isNew(command)) return null;
    if (command.kind !== undoKind) takenAgain += 1;
    else if (takenAgain === 0) return (JSON.parse(command.input) as { readonly undoes: OpId }).undoes;
    else takenAgain -= 1;
  }
  return null;
};

export const redoService = (context: DeskContext): Answers<'steps', 'redo'> => ({
  /**
   * Redoes the last undone step: with its original input, under a new id. The rules apply to the present state, and it is a step like any
   * other. Refused: `redo-unknown`, and whatever the step itself refuses.
   */
  redo: (input) => {
    const earlier = findCommand(context.db, input.opId);
    if (earlier) return repeated(context, earlier, input);
    const undone = findCommand(context.db, input.redoes);
    if (!undone || findUndone(context) !== input.redoes)
      return refuse(
        'redo-unknown',
        t('Redo cannot repeat this step because another step has been taken since. Nothing was changed.'),
      );
    const refusal = redoRefusal(undone.kind);
    if (refusal !== null) return refuse('redo-unknown', refusal);
    return inTransaction(context.db, (db) => redo(context, db, undone, input));
  },
});

const redo = (
  context: DeskContext,
  db: WritableDB,
  undone: LoggedCommand,
  { opId, redoes }: Input<'steps.redo'>,
): Result<Outcome> => {
  const result = rerun(context, undone, opId);
  if (result === undefined)
    return refuse(
      'redo-unknown',
      t(
        'Redo cannot repeat this step because this version of Borrow Desk no longer supports it. Repeat it by hand.',
      ),
    );
  if (!result.ok) return result;
  const command = findCommand(db, opId);
  if (!command) throw new Error('A step was taken and is in no log.');
  markRedoes(db, opId, redoes);
  return outcome(db, command);
};

const outcome = (db: ReadableDB, command: LoggedCommand): Result<Outcome> => {
  const { requestId } = command;
  if (requestId === null) throw new Error(`A step of the kind ${command.kind} is about no request.`);
  return ok(outcomeOf(db, { ...command, requestId }));
};

// Repeating the same call returns the first answer, but only to the same operator: it may name a patron.
const repeated = (
  { db, session }: DeskContext,
  earlier: LoggedCommand,
  { redoes }: Input<'steps.redo'>,
): Result<Outcome> =>
  earlier.operatorId === session.operator().id &&
  (JSON.parse(earlier.input) as { readonly redoes?: OpId }).redoes === redoes
    ? outcome(db, earlier)
    : refuse('operation-mismatch', t('A different step was already saved instead. Press Redo again.'));

/**
 * Takes a logged step again, with its original input, on the present state.
 * @param opId the id of the new step.
 * @returns undefined if its input cannot be reused: a step of a file has another input than an operator's.
 */
export const rerun = (
  context: DeskContext,
  { kind, input }: Pick<LoggedCommand, 'kind' | 'input'>,
  opId: OpId,
): Result<unknown> | undefined => {
  const asked = askedStep.safeParse({ kind, input: inputAgain(context.db, { input }, opId) });
  return asked.success ? takeAsked(context, asked.data) : undefined;
};

type Logged = Readonly<Record<string, unknown>>;

/** The input of the new step: the original one, under this id, with the present ids of items and turns. */
const inputAgain = (db: ReadableDB, { input }: Pick<LoggedCommand, 'input'>, opId: OpId): Logged => {
  const { saw: _saw, redoes: _redoes, ...logged } = JSON.parse(input) as Logged;
  const asked = { ...(rowsAsNow(db, logged) as Logged), opId };
  // The request is no longer as it was seen then: the decision applies to its present state.
  return 'asOf' in logged ? { ...asked, asOf: null } : asked;
};

/** A row that was inserted again when its step was redone has another id. */
const rowNow = (db: ReadableDB, table: 'item' | 'turn', id: number): number => {
  if (readRow(db, table, id) !== undefined) return id;
  const next = findTakenAgain(db, table, id);
  return next === undefined ? id : rowNow(db, table, next);
};

const named = { itemId: 'item', itemIds: 'item', turnId: 'turn', turnIds: 'turn' } as const;

const rowsAsNow = (db: ReadableDB, value: unknown, table?: 'item' | 'turn'): unknown => {
  if (typeof value === 'number' && table !== undefined) return rowNow(db, table, value);
  if (Array.isArray(value)) return value.map((one) => rowsAsNow(db, one, table));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, of]) => [key, rowsAsNow(db, of, named[key as keyof typeof named])]),
  );
};
