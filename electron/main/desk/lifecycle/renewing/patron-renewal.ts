import { createHash } from 'node:crypto';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { renewalDateRefusal } from '../../../../../shared/domain/renewals.ts';
import { isOut, isRecalled } from '../../../../../shared/domain/life/volumes.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { ensureCapture } from '../../../db/change-capture.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkEvents, partnerNameOf, takeStep } from '../../kernel/take-step.ts';
import { findCommand, isTakenBackWithImport } from '../../store/command-log.queries.ts';
import { sharesOf } from './shares.ts';
import { lentItems, partnerDueOn, refuseRecalled, renewLoans, sawLoans, type LentItem } from './renewals.ts';
import { t } from '../../../../../shared/words/words.ts';

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
  const opId = freeId(context.db, renewal);
  if (opId === null) return ok('already');
  ensureCapture(context.db);
  const { requestId, loans, requestDueOn, partnerAgreed } = renewal;
  const input = { loans: loans.map(({ barcode, dueOn }) => ({ barcode, dueOn })) };
  return takeStep(context, { opId, kind: 'patron-renewal', requestId, asOf: null, input }, (step) => {
    const lent = lentItems(step.request);
    const renewed: [LentItem, CalendarDate][] = loans.flatMap(({ itemId, dueOn }) => {
      const loan = lent.find(({ id }) => id === itemId);
      return loan ? [[loan, dueOn]] : [];
    });
    const refusal = refusalOf(
      step,
      renewed.map(([loan]) => loan),
      partnerAgreed,
    );
    return refusal ?? renewAll(context, step, renewed, requestDueOn);
  });
};

/** Whether this renewal was applied before, taken back since or not. */
export const wasTold = (db: ReadableDB, renewal: PatronRenewal): boolean => freeId(db, renewal) === null;

/** The id under which a renewal is applied; null where it was. One whose import was taken back counts as never told. */
const freeId = (db: ReadableDB, renewal: PatronRenewal): OpId | null => {
  for (let time = 0; ; time += 1) {
    const opId = opIdOf(renewal, time);
    const command = findCommand(db, opId);
    if (command === undefined) return opId;
    if (!isTakenBackWithImport(db, command)) return null;
  }
};

/** The same renewal has the same id, however often it is told. @param time how often its import was taken back. */
const opIdOf = ({ requestId, loans }: PatronRenewal, time: number): OpId => {
  const what = loans.map(({ barcode, loanedOn, dueOn }) => `${barcode} ${loanedOn} ${dueOn}`).sort();
  const hex = createHash('sha256')
    .update(JSON.stringify(['patron-renewal', requestId, what, ...(time > 0 ? [time] : [])]))
    .digest('hex');
  // Version 8 of RFC 9562: made from something else than the time.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as OpId;
};

const refusalOf = (step: Step, loans: readonly LentItem[], partnerAgreed: boolean): Result<never> | null => {
  const { request } = step;
  const recalled = loans.find((item) => isOut(item) && isRecalled(item));
  if (recalled) return refuseRecalled(request, recalled.partnerId);
  const asking = sharesOf(step, loans).find(({ renewsItself }) => !renewsItself);
  if (partnerAgreed || !asking) return null;
  return refuse(
    'status-forbids',
    t('renewing.wantsToBeAskedBeforeIt', {
      partnerName: partnerNameOf(request, asking.partnerId),
      externalId: request.externalId,
    }),
    { requestId: request.id, status: request.status },
  );
};

const renewAll = (
  context: DeskContext,
  step: Step,
  renewed: readonly (readonly [LentItem, CalendarDate])[],
  requestDueOn: CalendarDate | null,
): Result<Decision> => {
  const { request, today } = step;
  const dates = [...new Set(renewed.map(([, dueOn]) => dueOn))].sort();
  const latest = dates.at(-1);
  if (latest === undefined)
    return refuse('loan-unknown', t('common.thePatronHasNothingOfThere', { externalId: request.externalId }));
  for (const [loan, dueOn] of renewed) {
    const refusal = renewalDateRefusal(dueOn, { today, dueOn: loan.loanDueOn });
    if (refusal !== null) return refuse('date-refused', refusal);
    renewLoans(step, [loan], dueOn);
  }
  // Where the partner's date was told, it is that of all of them; else it lies as many days after the patron's as ever.
  const partnersDate = (dueOn: CalendarDate): CalendarDate => requestDueOn ?? partnerDueOn(context, dueOn);
  const life = checkEvents(
    request,
    renewed.map(([{ id }, dueOn]) => ({
      type: 'patron.renewed',
      itemIds: [id],
      dueOn: partnersDate(dueOn),
    })),
    t('renewing.renewedByThePatron'),
  );
  if (!life.ok) return life;
  const [only] = renewed.length === 1 ? renewed : [];
  return ok({
    life: life.value,
    headline: t('renewing.renewedByThePatronUntil', { latest: formatDate(latest) }),
    messages: dates.flatMap((dueOn) => [
      // Each partner hears of what it sent.
      ...sharesOf(
        step,
        renewed.flatMap(([loan, until]) => (until === dueOn ? [loan] : [])),
      ).map(({ partnerId }) => ({
        recipient: 'partner' as const,
        kind: 'renewal' as const,
        partnerId,
        payload: { dueOn: partnersDate(dueOn) },
      })),
      { recipient: 'patron' as const, kind: 'renewed' as const, payload: { dueOn } },
    ]),
    barcode: only?.[0].barcode ?? null,
    saw: { loans: sawLoans(renewed.map(([loan]) => loan)) },
  });
};
