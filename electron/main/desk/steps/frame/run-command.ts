import type {
  CalendarDate,
  DeskId,
  Instant,
  ItemId,
  LoanId,
  OperatorId,
  OpId,
  RequestId,
  TurnId,
} from '../../../../../shared/domain/ids.ts';
import type { Turn } from '../../../../../shared/domain/life/turn.ts';
import type { Wish } from '../../../../../shared/domain/life/request.machine.ts';
import type { RenewalState, Volume } from '../../../../../shared/domain/life/volume.ts';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { beginCapture, endCapture } from '../../../db/change-capture.ts';
import type { CommandKind } from '../../../db/hub-writes.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { type DeskContext, takerOf } from '../../context.ts';
import { findCommand, insertCommand } from '../../store/command-log.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * What a step saw before it changed anything, so that it can be checked later, or at another desk, against the state there. It is logged
 * beside the input, as `saw`.
 */
export type Saw = {
  /** The status of the request. */
  readonly status: string;
  /** The turns that the step moves, in their state before it. */
  readonly turns?: readonly (Pick<Turn, 'state' | 'cancellation' | 'parcel' | 'demand' | 'dueOn'> & {
    readonly turnId: TurnId;
  })[];
  /** For a decision: what the patron wanted, how the request had ended, and the volumes that it moves, in their state before it. */
  readonly wish?: Wish;
  readonly volumes?: readonly (Omit<Volume, 'id' | 'receiptTold'> & {
    readonly itemId: ItemId;
    readonly barcode: string;
  })[];
  /** The item in hand. */
  readonly item?: {
    readonly itemId: ItemId;
    readonly status: string;
    readonly deskId: DeskId | null;
    /** The partner's due date, and the state of its renewal. */
    readonly dueOn: CalendarDate | null;
    readonly renewal: RenewalState;
  };
  /** The items that a report is about. */
  readonly items?: readonly SawItem[];
  /** The loans that the step ends or renews, with their due dates. */
  readonly loans?: readonly { readonly loanId: LoanId; readonly dueOn: CalendarDate }[];
};

type SawItem = { readonly itemId: ItemId; readonly status: string; readonly deskId: DeskId | null };

/** Returns what a step saw of its items. */
export const sawItems = (
  items: readonly { readonly id: ItemId; readonly status: string; readonly deskId: DeskId | null }[],
): readonly SawItem[] => items.map(({ id, status, deskId }) => ({ itemId: id, status, deskId }));

/** Returns what a step saw of a request that it does not change, such as when a slip is printed; empty if there is no request. */
export const sawRequest = (db: ReadableDB, requestId: RequestId | null): { readonly saw?: Saw } => {
  const request = requestId === null ? undefined : findRequestRow(db, requestId);
  return request ? { saw: { status: request.status } } : {};
};

/**
 * The work of a step inside its transaction: it reads, checks and writes, and returns the request that it was about and what it saw of it.
 */
export type StepWork<T> = (
  db: WritableDB,
  at: Instant,
) => Result<{ readonly requestId: RequestId | null; readonly answer: T; readonly saw?: Saw }>;

/** Thrown to roll back a refused step; never leaves this file. */
class Refused extends Error {
  readonly result: Result<never>;
  constructor(result: Result<never>) {
    super('refused');
    this.result = result;
  }
}

/**
 * Runs one step of staff: one transaction with its effects, its line in the command log and its answer.
 * - The same `opId` from the same operator returns the first answer and changes nothing.
 * - The same `opId` with another input, or from another operator, is refused (`operation-mismatch`).
 * - A refused step is rolled back completely and not logged, so it may be retried.
 * @param command `kind` names the step; `input` is what it was asked to do (it distinguishes retries from mistakes); `isSame` compares the
 * stored text of it, if that may have been changed since.
 * @throws SqliteError when the disk or the database fails; nothing is stored then.
 */
export const runCommand = <T>(
  context: DeskContext,
  command: {
    readonly opId: OpId;
    readonly kind: CommandKind;
    readonly input: object;
    readonly isSame?: (stored: string) => boolean;
  },
  work: StepWork<T>,
): Result<T> => {
  const input = JSON.stringify(command.input);
  try {
    return inTransaction(context.db, (db) => {
      const earlier = findCommand(db, command.opId);
      if (earlier)
        return repeated<T>(earlier, {
          kind: command.kind,
          operatorId: takerOf(context),
          isSame: command.isSame ?? ((stored) => withoutSaw(stored) === input),
        });
      const at = instantOf(context.now());
      beginCapture(db, command.opId);
      const result = work(db, at);
      if (!result.ok) throw new Refused(result);
      endCapture(db);
      const { saw } = result.value;
      insertCommand(db, {
        opId: command.opId,
        kind: command.kind,
        operatorId: takerOf(context),
        deskId: context.session.desk().id,
        at,
        requestId: result.value.requestId,
        input: saw === undefined ? input : JSON.stringify({ ...command.input, saw }),
        answer: JSON.stringify(result.value.answer),
      });
      return ok(result.value.answer);
    });
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw error;
  }
};

type Intention = { readonly kind: string; readonly operatorId: OperatorId | null };

/** The original input of a logged command. */
const withoutSaw = (logged: string): string => {
  const { saw: _saw, ...input } = JSON.parse(logged) as Record<string, unknown>;
  return JSON.stringify(input);
};

/** Refuses a step whose `opId` another one has. */
export const refuseOtherStep = (): Result<never> =>
  refuse(
    'operation-mismatch',
    t('A different step was already saved instead. Repeat your step from the beginning.'),
  );

// Only for the operator who took the step: its answer may name a patron of a library in which another operator has no role.
const repeated = <T>(
  earlier: Intention & { readonly input: string; readonly answer: string },
  now: Intention & { readonly isSame: (stored: string) => boolean },
): Result<T> =>
  earlier.kind === now.kind && earlier.operatorId === now.operatorId && now.isSame(earlier.input)
    ? ok(JSON.parse(earlier.answer) as T)
    : refuseOtherStep();
