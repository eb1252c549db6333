import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { RequestEvent } from '../../../../../shared/domain/life/life.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { sawItems } from '../../kernel/run-command.ts';
import type { RequestOfStep, Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkEvents, forbid, takeStep } from '../../kernel/take-step.ts';
import { endLoan } from '../../store/loans.queries.ts';
import { keepOurNote } from '../../requests/keep-notes.ts';
import { sawLoans } from '../renewing/renewals.ts';
import { t } from '../../../../../shared/words/words.ts';

type ReportInput = Input<'lossAndDamage.reportLost'>;

export type LossAndDamageService = {
  /** Reports one item, or everything that is still out, as lost: the items are lost, their loans end, the partner is told. */
  readonly reportLost: (input: ReportInput) => Result<Outcome>;
  /** Reports one item, or everything that is still out, as damaged: the items stay where they are, the partner is told. */
  readonly reportDamaged: (input: ReportInput) => Result<Outcome>;
  /** Settles what is reported of one item, or everything, the parcel included. With the last loss the request may end. */
  readonly settle: (input: Input<'lossAndDamage.settle'>) => Result<Outcome>;
};

/** Loss and damage. Refused: `item-unknown`, `status-forbids`. */
export const lossAndDamageService = (context: DeskContext): LossAndDamageService => ({
  reportLost: (input) =>
    takeStep(context, { ...input, kind: 'report-lost', input }, (step) => {
      const { request } = step;
      if (request.items.length === 0) return reportParcelLost(step, input.note);
      const items = checkItems(request, input.itemId, requestActions.reportLost.done);
      if (!items.ok) return items;
      const itemIds = items.value.map(({ id }) => id);
      const life = checkEvents(request, [{ type: 'item.lost', itemIds }], requestActions.reportLost.done);
      if (!life.ok) return life;
      for (const { loanId } of items.value) if (loanId !== null) endLoan(step.db, loanId, step.today);
      return ok({
        life: life.value,
        items: new Map(itemIds.map((id) => [id, nowhere])),
        ...reportOf(step, items.value, 'lost', input.note),
        saw: { items: sawItems(items.value), loans: sawLoans(items.value) },
      });
    }),

  reportDamaged: (input) =>
    takeStep(context, { ...input, kind: 'report-damaged', input }, (step) => {
      const { request } = step;
      const items = checkItems(request, input.itemId, requestActions.reportDamaged.done);
      if (!items.ok) return items;
      const itemIds = items.value.map(({ id }) => id);
      const life = checkEvents(
        request,
        [{ type: 'item.damaged', itemIds }],
        requestActions.reportDamaged.done,
      );
      if (!life.ok) return life;
      return ok({
        life: life.value,
        ...reportOf(step, items.value, 'damaged', input.note),
        saw: { items: sawItems(items.value), loans: sawLoans(items.value) },
      });
    }),

  settle: (input) =>
    takeStep(context, { ...input, kind: 'settle-loss', input }, (step) => settle(step, input)),
});

/** What was shipped never came: the partner is told that it is lost. */
const reportParcelLost = ({ request }: Step, note: string): Result<Decision> => {
  const life = checkEvents(request, [{ type: 'parcel.lost' }], requestActions.reportLost.done);
  if (!life.ok) return life;
  return ok({
    life: life.value,
    headline: t('lossAndDamage.reportedLostTheParcelNeverCame'),
    messages: [
      {
        recipient: 'partner',
        partnerId: request.activePartnerId,
        kind: 'lost',
        payload: { itemIds: [], note },
      },
    ],
  });
};

const settle = (step: Step, { itemId, note }: Input<'lossAndDamage.settle'>): Result<Decision> => {
  const { request } = step;
  const { parcel, volumes } = request.life;
  const itemIds = volumes
    .filter(({ id, report }) => report !== 'none' && (itemId === null || id === itemId))
    .map(({ id }) => id);
  const ofParcel = itemId === null && parcel !== 'none';
  const events: RequestEvent[] = [
    ...(ofParcel ? [{ type: 'partner.settled', itemIds: [] } as const] : []),
    ...(itemIds.length > 0 ? [{ type: 'partner.settled', itemIds } as const] : []),
  ];
  if (events.length === 0) return forbid(request, requestActions.settle.done);
  const life = checkEvents(request, events, requestActions.settle.done);
  if (!life.ok) return life;
  keepOurNote(step, note);
  return ok({
    life: life.value,
    headline:
      life.value.endedAs === null
        ? t('common.lossOrDamageSettled')
        : t('lossAndDamage.lossSettledTheRequestIsOver'),
  });
};

/** A lost item is on no shelf and on no way. Its desk is where it was seen last. */
const nowhere = { destinationDeskId: null, goingBack: 0, shelvedAt: null, holdUntil: null } as const;

type Items = RequestOfStep['items'];

/** The items that a report is about: they must still be out. */
const checkItems = (request: RequestOfStep, itemId: ReportInput['itemId'], done: string): Result<Items> => {
  if (request.endedAs !== null || request.items.length === 0) return forbid(request, done);
  const items = request.items.filter(
    ({ id, status }) => isItemOut(status) && (itemId === null || id === itemId),
  );
  return items.length > 0
    ? ok(items)
    : refuse(
        'item-unknown',
        itemId === null
          ? t('lossAndDamage.noItemOfIsStillOut', { externalId: request.externalId })
          : t('lossAndDamage.thatItemOfWentBackOr', { externalId: request.externalId }),
        { requestId: request.id },
      );
};

/** What is still out besides these items. */
const othersOut = (request: RequestOfStep, items: Items): Items =>
  request.items.filter(({ id, status }) => isItemOut(status) && !items.some((item) => item.id === id));

const reportOf = (
  { request }: Step,
  items: Items,
  kind: 'lost' | 'damaged',
  note: string,
): Omit<Decision, 'life'> & Required<Pick<Decision, 'messages'>> => {
  const [only] = items.length === 1 ? items : [];
  const others = othersOut(request, items);
  const set = request.items.length > 1;
  // Each partner hears of what it sent.
  const senderOf = (item: Items[number]) => item.partnerId ?? request.activePartnerId;
  const senders = [...new Set(items.map(senderOf))];
  return {
    headline: only
      ? t('lossAndDamage.reported', {
          kind,
          setCase: set ? 'yes' : 'no',
          volume: only.volume,
          barcode: only.barcode,
        })
      : t('lossAndDamage.reportedVolumes', { kind, itemsCount: items.length }),
    barcode: only?.barcode ?? null,
    messages: senders.map((partnerId) => ({
      recipient: 'partner',
      partnerId,
      kind,
      payload: { itemIds: items.filter((item) => senderOf(item) === partnerId).map(({ id }) => id), note },
    })),
    remarks:
      others.length === 0
        ? []
        : [
            others.length === 1
              ? t('lossAndDamage.oneOtherVolumeIsStillOut')
              : t('lossAndDamage.otherVolumesAreStillOut', { othersCount: others.length }),
          ],
  };
};
