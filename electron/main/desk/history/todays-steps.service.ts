import { startOfDay } from '../../../../shared/domain/dates.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { Finished, Outcome, Received, Step, Undone } from '../../../../shared/ipc/views.ts';
import type { DeskContext } from '../kernel/context.ts';
import { slipsOfOp } from '../store/print-jobs.queries.ts';
import { isStepKind, stepKinds, stepLabel } from '../../../../shared/domain/steps.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { listCommandsSince } from '../store/command-log.queries.ts';
import { findRequestRow } from '../store/requests.queries.ts';
import { mayRead } from '../kernel/authorize.ts';
import { undoRefusal } from './undo.service.ts';

export type TodaysStepsService = {
  /**
   * What this operator did at this desk today, newest first, as far as they may still read it. Today begins at midnight in the
   * library's time zone.
   */
  readonly today: (input: Input<'steps.today'>) => Result<Step[]>;
};

/** The list beside the lane: it survives a restart, because it is read from the log. */
export const todaysStepsService = (context: DeskContext): TodaysStepsService => ({
  today: ({ limit }) => todaysSteps(context, limit),
});

const todaysSteps = (context: DeskContext, limit: number): Result<Step[]> => {
  const { db, session, now, timeZone } = context;
  const commands = listCommandsSince(db, {
    operatorId: session.operator().id,
    deskId: session.desk().id,
    since: startOfDay(now(), timeZone()),
    kinds: Object.keys(stepKinds),
    limit,
  });
  return ok(
    commands
      .filter(({ requestId }) => requestId === null || mayRead(context, requestId))
      .map((command) => stepOf(context, command)),
  );
};

const stepOf = (context: DeskContext, command: LoggedCommand & { readonly at: Step['at'] }): Step => {
  const { db } = context;
  const request = command.requestId === null ? undefined : findRequestRow(db, command.requestId);
  return {
    opId: command.opId,
    kind: command.kind as Step['kind'],
    at: command.at,
    requestId: command.requestId,
    externalId: request?.externalId ?? '',
    title: request?.title ?? '',
    slip: slipsOfOp(db, command.opId).at(-1) ?? null,
    undone: command.undoneBy !== null,
    undoRefusal: undoRefusal(context, command),
    ...wordsOf(command),
  };
};

type Words = Pick<Step, 'headline' | 'whereTo' | 'patronName' | 'barcode'>;

/** What the step's own answer says of it. */
const wordsOf = ({ kind, answer }: LoggedCommand): Words => {
  const plain = { headline: stepLabel(kind), whereTo: null, patronName: '', barcode: null };
  if (!isStepKind(kind)) return plain;
  switch (kind) {
    case 'receive':
      return receivedWords(JSON.parse(answer) as Received);
    case 'finish-receiving': {
      const { volumesReceived, volumesExpected } = JSON.parse(answer) as Finished;
      return {
        ...plain,
        headline: `Done: ${volumesReceived}${volumesExpected === null ? '' : ` of ${volumesExpected}`} received`,
      };
    }
    case 'undo':
      return { ...plain, headline: (JSON.parse(answer) as Undone).headline };
    case 'print-return-slip':
      return plain;
    default: {
      const { headline, whereTo, patronName, barcode } = JSON.parse(answer) as Outcome;
      return { headline, whereTo, patronName, barcode };
    }
  }
};

const receivedWords = (received: Received): Words => {
  const { volume, volumesExpected, volumesReceived } = received;
  const several = volumesReceived > 1 || (volumesExpected ?? 1) > 1 || received.loopOpen;
  const of = volumesExpected === null ? '' : ` of ${volumesExpected}`;
  return {
    headline: several ? `Received volume ${volume.volume}${of}` : 'Received',
    whereTo: { kind: volume.destination.kind, name: volume.destination.deskName },
    patronName: received.patronName,
    barcode: volume.barcode,
  };
};
