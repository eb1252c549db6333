import { addDays, instantOf, startOfDate } from '../../../../../shared/domain/dates.ts';
import { offlineLine } from '../../../../../shared/domain/done-here.ts';
import type { Instant, OpId } from '../../../../../shared/domain/ids.ts';
import { sendingOf } from '../../../../../shared/domain/other-system-kinds.ts';
import type { DoneFilter } from '../../../../../shared/ipc/calls/done-here.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { WritableDB } from '../../../db/types.ts';
import { loadSettingGroup } from '../../records/settings/settings.service.ts';
import { authorizeAnyRole, mayRead } from '../../steps/frame/authorize.ts';
import type { DeskContext } from '../../context.ts';
import { runCommand } from '../../steps/frame/run-command.ts';
import { findCommand } from '../../store/command-log.queries.ts';
import {
  deleteKeyedStep,
  findKeyedStep,
  insertKeyedStep,
  putReversed,
} from '../../store/keyed-steps.queries.ts';
import { isRefused, sendAgain, withdrawSending } from '../../store/other-system.queries.ts';
import { isOvertaken, mayBeSent } from '../../store/sent-places.queries.ts';
import type { DoneArgs } from './done-here.queries.ts';
import { countDone, listDesksIn, listDone, listOffline, listWhoTookSteps } from './done-here.queries.ts';

/** The steps taken here, from the log, with marks for those keyed into the library's other system. */
export const doneHereService = (context: DeskContext): Answers<'doneHere'> => ({
  list: (filter) => {
    const args = argsOf(context, filter);
    return ok({ total: countDone(context.db, args), rows: listDone(context.db, args, filter) });
  },
  choices: () =>
    ok({
      operators: listWhoTookSteps(context.db),
      desks: listDesksIn(context.db, context.session.libraries()),
    }),
  key: ({ opId, steps, keyed }) =>
    runCommand(context, { opId, kind: 'key-steps', input: { steps, keyed } }, (db, at) => {
      const allowed = authorizeAnyRole(context.session, t('Marking steps as done'));
      if (!allowed.ok) return allowed;
      const change = keyed ? markKeyed : unmarkKeyed;
      const changed = steps.filter((step) => isTheirs(context, step) && change(context, db, step, at));
      return ok({ requestId: null, answer: { changed } });
    }),
  sendAgain: ({ opId, step }) =>
    runCommand(context, { opId, kind: 'send-again', input: { step } }, (db, at) => {
      const allowed = authorizeAnyRole(context.session, t('Marking steps as done'));
      if (!allowed.ok) return allowed;
      if (!isTheirs(context, step)) return ok({ requestId: null, answer: false });
      if (isOvertaken(db, step))
        return refuse(
          'record-unfit',
          t(
            'This step can no longer be sent: its item is no longer here or on loan, or a later step with it was sent or is waiting. Key this step by hand.',
          ),
        );
      const isAgain = sendAgain(db, step, { sending: sendingOf(loadSettingGroup(db, 'ncip')), now: at });
      if (!isAgain && isRefused(db, step))
        return refuse(
          'record-unfit',
          t(
            'This step can no longer be sent: it is too old, its patron’s data was removed, or such steps are no longer sent. Key this step by hand.',
          ),
        );
      return ok({ requestId: null, answer: isAgain });
    }),
});

const argsOf = (
  { db, session, timeZone, now }: DeskContext,
  { from, to, operatorId, deskId, group, show }: DoneFilter,
): DoneArgs => {
  return {
    sending: sendingOf(loadSettingGroup(db, 'ncip')),
    now: instantOf(now()),
    operatorId,
    deskId,
    group,
    show,
    since: startOfDate(from, timeZone()),
    before: startOfDate(addDays(to, 1), timeZone()),
    libraries: session.libraries(),
    own: {
      operatorId: session.operator().id,
      deskId: authorizeAnyRole(session, t('Marking steps as done')).ok ? session.desk().id : null,
    },
  };
};

const isTheirs = (context: DeskContext, opId: OpId): boolean => {
  const requestId = findCommand(context.db, opId)?.requestId ?? null;
  return requestId !== null && mayRead(context, requestId);
};

/** @returns whether anything changed. */
const markKeyed = ({ session }: DeskContext, db: WritableDB, opId: OpId, at: Instant): boolean => {
  const isUndone = findCommand(db, opId)?.undoneBy !== null;
  const found = findKeyedStep(db, opId);
  const by = { at, operatorId: session.operator().id };
  // A step that was undone before it was keyed or sent need not be keyed.
  if (isUndone ? (!found && !mayBeSent(db, opId)) || found?.reversedAt : found) return false;
  if (!found) insertKeyedStep(db, { opId, ...by });
  if (isUndone) putReversed(db, opId, by);
  // Staff have keyed it, so it is no longer sent.
  else withdrawSending(db, opId, at);
  return true;
};

/** @returns whether anything changed. */
const unmarkKeyed = (_context: DeskContext, db: WritableDB, opId: OpId): boolean => {
  const found = findKeyedStep(db, opId);
  if (!found) return false;
  const isUndone = findCommand(db, opId)?.undoneBy !== null;
  // A keyed step that was undone here stays marked as keyed.
  if (isUndone && found.reversedAt === null) return false;
  if (isUndone) putReversed(db, opId, null);
  else deleteKeyedStep(db, opId);
  return true;
};

/** An offline circulation file: its text, its steps, and how many transactions it cannot represent. */
type OfflineFile = {
  readonly text: string;
  readonly lines: number;
  readonly steps: readonly OpId[];
  readonly leftOut: number;
  /** The number of renewals still to be keyed: Alma's format has only loans and returns. */
  readonly renewals: number;
};

/**
 * Returns the loans and returns that are not keyed yet, as a file for Alma's Offline Circulation.
 * @param clockOf returns the local time of a moment, `2026-11-25 09:30`.
 */
export const offlineFile = (
  context: DeskContext,
  filter: DoneFilter,
  clockOf: (at: Instant) => string,
): OfflineFile => {
  const args = { ...argsOf(context, filter), show: 'to-key' as const };
  const transactions = listOffline(context.db, args);
  const lines = transactions.map((transaction) => ({
    opId: transaction.opId,
    line: offlineLine(transaction, clockOf(transaction.at)),
  }));
  const whole = lines.filter(({ line }) => line !== null);
  const broken = new Set(lines.filter(({ line }) => line === null).map(({ opId }) => opId));
  return {
    text: whole.map(({ line }) => line).join(''),
    lines: whole.length,
    // A step with only some of its transactions in the file must still be keyed by hand.
    steps: [...new Set(whole.map(({ opId }) => opId))].filter((opId) => !broken.has(opId)),
    leftOut: lines.length - whole.length,
    renewals: countDone(context.db, { ...args, group: 'renewed' }),
  };
};
