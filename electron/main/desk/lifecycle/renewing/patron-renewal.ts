import { createHash } from 'node:crypto';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { renewalDateRefusal } from '../../../../../shared/domain/renewals.ts';
import { isRecalled } from '../../../../../shared/domain/request-status.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { ensureCapture } from '../../../db/change-capture.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkStatus, partnerNameOf, renewsItself, takeStep } from '../../kernel/take-step.ts';
import { findCommand } from '../../store/command-log.queries.ts';
import { lentItems, refuseRecalled, renewLoans, sawLoans, type LentItem } from './renewals.ts';

/** A renewal that the patron made outside of this program, as it was told to us. */
export type PatronRenewal = {
  readonly requestId: RequestId;
  /** Each loan with its new date, later than the one that stands here. */
  readonly loans: readonly {
    readonly itemId: ItemId;
    readonly barcode: string;
    readonly loanedOn: CalendarDate;
    readonly dueOn: CalendarDate;
  }[];
  /** When the partner wants it back now, where that was told. */
  readonly requestDueOn: CalendarDate | null;
  /** Whether it was told that the partner has renewed. Otherwise one that wants to be asked is not passed over. */
  readonly partnerAgreed: boolean;
};

/**
 * Applies a renewal that the patron made outside: the loans get their new date, partner and patron are told, and the step stands in
 * the history, where it can be taken back. Told again it changes nothing (`already`), also after somebody took it back.
 * Refused: `status-forbids` (a recall, or a partner that wants to be asked), `date-refused`, `role-missing`.
 */
export const renewedByPatron = (
  context: DeskContext,
  renewal: PatronRenewal,
): Result<Outcome | 'already'> => {
  const opId = opIdOf(renewal);
  if (wasTold(context.db, renewal)) return ok('already');
  ensureCapture(context.db);
  const { requestId, loans, requestDueOn, partnerAgreed } = renewal;
  const input = { loans: loans.map(({ barcode, dueOn }) => ({ barcode, dueOn })) };
  return takeStep(context, { opId, kind: 'patron-renewal', requestId, asOf: null, input }, (step) => {
    const refusal = refusalOf(step, partnerAgreed);
    if (refusal) return refusal;
    const status = checkStatus(step.request, { type: 'patron.renewed' }, 'renewed by the patron');
    if (!status.ok) return status;
    const lent = lentItems(step.request);
    const renewed: [LentItem, CalendarDate][] = loans.flatMap(({ itemId, dueOn }) => {
      const loan = lent.find(({ id }) => id === itemId);
      return loan ? [[loan, dueOn]] : [];
    });
    return renewAll(step, renewed, { status: status.value, requestDueOn });
  });
};

/** Whether this renewal was applied before, taken back since or not. */
export const wasTold = (db: ReadableDB, renewal: PatronRenewal): boolean =>
  findCommand(db, opIdOf(renewal)) !== undefined;

/** The same renewal has the same id, however often it is told. */
const opIdOf = ({ requestId, loans }: PatronRenewal): OpId => {
  const what = loans.map(({ barcode, loanedOn, dueOn }) => `${barcode} ${loanedOn} ${dueOn}`).sort();
  const hex = createHash('sha256')
    .update(JSON.stringify(['patron-renewal', requestId, what]))
    .digest('hex');
  // Version 8 of RFC 9562: made from something else than the time.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as OpId;
};

const refusalOf = ({ request }: Step, partnerAgreed: boolean): Result<never> | null => {
  if (isRecalled(request.status)) return refuseRecalled(request);
  if (partnerAgreed || renewsItself(request)) return null;
  return refuse(
    'status-forbids',
    `${partnerNameOf(request, request.activePartnerId)} wants to be asked before it renews ${request.externalId}. ` +
      'Choose Request Renewal in Borrowing Requests.',
    { requestId: request.id, status: request.status },
  );
};

const renewAll = (
  step: Step,
  renewed: readonly (readonly [LentItem, CalendarDate])[],
  to: Pick<Decision, 'status'> & Pick<PatronRenewal, 'requestDueOn'>,
): Result<Decision> => {
  const { request, today } = step;
  const dates = [...new Set(renewed.map(([, dueOn]) => dueOn))].sort();
  const latest = dates.at(-1);
  if (latest === undefined)
    return refuse(
      'loan-unknown',
      `The patron has nothing of ${request.externalId}: there is no loan to renew.`,
    );
  for (const [loan, dueOn] of renewed) {
    const refusal = renewalDateRefusal(dueOn, { today, dueOn: loan.loanDueOn });
    if (refusal !== null) return refuse('date-refused', refusal);
    renewLoans(step, [loan], dueOn);
  }
  const requestDueOn = to.requestDueOn ?? latest;
  const [only] = renewed.length === 1 ? renewed : [];
  return ok({
    status: to.status,
    headline: `Renewed by the patron until ${formatDate(latest)}`,
    changes: { dueOn: request.dueOn === null || requestDueOn > request.dueOn ? requestDueOn : request.dueOn },
    messages: dates.flatMap((dueOn) => [
      {
        recipient: 'partner' as const,
        kind: 'renewal' as const,
        partnerId: request.activePartnerId,
        payload: { dueOn },
      },
      { recipient: 'patron' as const, kind: 'renewed' as const, payload: { dueOn } },
    ]),
    barcode: only?.[0].barcode ?? null,
    saw: { loans: sawLoans(renewed.map(([loan]) => loan)) },
  });
};
