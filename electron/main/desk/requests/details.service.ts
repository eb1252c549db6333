import type { RequestId } from '../../../../shared/domain/ids.ts';
import { conditionLabel } from '../../../../shared/domain/receiving.ts';
import { isCompleted } from '../../../../shared/domain/request-status.ts';
import { rotaTurns } from '../../../../shared/domain/rota.ts';
import { stepLabel } from '../../../../shared/domain/steps.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { HistoryLine, ItemView, RequestDetails } from '../../../../shared/ipc/request-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { findCommand } from '../store/command-log.queries.ts';
import { authorizeReading } from '../kernel/authorize.ts';
import type { HistoryRow, ItemRow, StoredRequest } from './details.queries.ts';
import * as queries from './details.queries.ts';
import { summaryOf } from './summary.ts';

/** More than any request has in its life; the newest are shown. */
const historyLimit = 500;

export type DetailsService = {
  /** Everything that is known of one request. Refused (`request-unknown`) when it is not there. */
  readonly details: (input: Input<'requests.details'>) => Result<RequestDetails>;
};

/** Why the operator cannot take a step back now, as a sentence; null when they can. The history of steps knows. */
type UndoRefusal = (context: DeskContext, command: LoggedCommand) => string | null;

/** The details panel of Borrowing Requests (product.md §3.2). It only reads. */
export const detailsService = (context: DeskContext, undoRefusal: UndoRefusal): DetailsService => ({
  details: ({ requestId }) => {
    const readable = authorizeReading(context, requestId);
    if (!readable.ok) return readable;
    const request = queries.findRequest(context.db, requestId);
    return request ? ok(detailsOf(context, request, undoRefusal)) : refuseUnknownRequest();
  },
});

/** The refusal of a request that is not there. */
export const refuseUnknownRequest = (): Result<never> =>
  refuse('request-unknown', 'This request is not there any more. Look for it again in the list.');

const detailsOf = (
  context: DeskContext,
  request: StoredRequest,
  undoRefusal: UndoRefusal,
): RequestDetails => {
  const { db } = context;
  const { id, patronId, cancelReason, cancelNote } = request;
  const condition = queries.findCondition(db, id);
  return {
    request: summaryOf(request),
    format: request.format,
    circulationNote: request.circulationNote,
    cost: request.cost,
    pickupDeskId: request.pickupDeskId,
    partnerId: request.partnerId,
    patron: (patronId !== null && queries.findPatron(db, patronId)) || null,
    cancelled: cancelReason === '' && cancelNote === '' ? null : { reason: cancelReason, note: cancelNote },
    rota: rotaTurns(queries.listRota(db, id), request.partnerId, isCompleted(request.status)),
    condition: condition
      ? { ...condition, reason: condition.reason === '' ? '' : conditionLabel(condition.reason) }
      : null,
    items: queries.listItems(db, id).map(itemOf),
    notes: queries.listNotes(db, id),
    messages: queries.listMessages(db, id),
    slips: queries.listSlips(db, id),
    history: historyOf(context, id, undoRefusal),
  };
};

const itemOf = (row: ItemRow): ItemView => {
  const { loanedOn, loanDueOn, endedOn, renewals, renewalDueOn, ...item } = row;
  return {
    ...item,
    loan:
      loanedOn === null || loanDueOn === null
        ? null
        : { loanedOn, dueOn: loanDueOn, endedOn, renewals: renewals ?? 0, renewalDueOn },
  };
};

const historyOf = (context: DeskContext, requestId: RequestId, undoRefusal: UndoRefusal): HistoryLine[] =>
  queries
    .listHistory(context.db, requestId, historyLimit)
    .map((row) => historyLine(context, row, undoRefusal));

const historyLine = (context: DeskContext, row: HistoryRow, undoRefusal: UndoRefusal): HistoryLine => {
  const command = findCommand(context.db, row.opId);
  return {
    ...row,
    label: stepLabel(row.kind),
    undone: command !== undefined && command.undoneBy !== null,
    undoRefusal: command ? undoRefusal(context, command) : 'This step is not in the records any more.',
  };
};
