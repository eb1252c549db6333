import { formatDate } from '../../../../shared/domain/dates.ts';
import type { LifeEvent } from '../../../../shared/domain/life/life.ts';
import { isItemOut } from '../../../../shared/domain/item-status.ts';
import type { StepInput } from '../../../../shared/domain/steps/all-steps.ts';
import { ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { DeskContext } from '../context.ts';
import { correctSender } from '../output/letters/correct-receipt.ts';
import { recomputeShelfDays } from '../records/calendar/shelf-day.ts';
import { findPartner } from '../store/places.queries.ts';
import { checkEventsIfAny, decision, nameOfTurn } from './frame/decision.ts';
import type { RequestOfStep, Step } from './frame/step.ts';
import { checkBarcode, readScannedCode } from './receiving/classify-code.ts';

type Input = StepInput<'correct'>;
type Item = RequestOfStep['items'][number];

/**
 * Corrects data entered by mistake: the due date, barcode or partner of a volume that was not returned, or the partner of a turn that has
 * none recorded. What the wrong partner was told, the right one is told too. Refused: `item-unknown`, `bad-payload` if nothing changed, the
 * barcode refusals of receiving, `partner-unknown`, `status-forbids`.
 */
export const correct = decision('correct', (step, input, context) => {
  const { request } = step;
  const item = request.items.find(({ id }) => id === input.itemId);
  if (input.itemId !== null && (!item || !(isItemOut(item.status) || item.status === 'lost')))
    return refuse(
      'item-unknown',
      t(
        'This volume of {externalId} cannot be corrected because it was returned or handed over, or is no longer in the records.',
        { externalId: request.externalId },
      ),
    );
  const barcode = checkedBarcode(context, request, item, input);
  if (!barcode.ok) return barcode;
  const words = wordsOf(step, item, input, barcode.value);
  if (words.length === 0)
    return refuse('bad-payload', t('There are no changes to save. Change something, or close the form.'));
  if (input.partnerId !== undefined && !findPartner(step.db, input.partnerId))
    return refuse('partner-unknown', t('One of these partners no longer exists. Choose again.'));
  const events = eventsOfCorrection(item, input);
  const after = checkEventsIfAny(step, events);
  if (!after.ok) return after;
  const isMoved = item !== undefined && input.turnId !== undefined && input.turnId !== item.turnId;
  if (isMoved) correctSender(step, item);
  const items = new Map<Item['id'], Partial<Item>>(recomputeShelfDays(context, step, after.value.life));
  const inHand =
    item && barcode.value !== null ? { barcode: barcode.value, ...placeInHand(context, item) } : {};
  return ok({
    after: after.value,
    turnId: input.turnId ?? item?.turnId ?? null,
    headline:
      item?.barcode === '' && barcode.value !== null && words.length === 1
        ? t('Barcode {barcode} given', { barcode: barcode.value })
        : t('Corrected: {words}', { words: words.join(', ') }),
    barcode: (barcode.value ?? item?.barcode) || null,
    items: item ? new Map([...items, [item.id, { ...items.get(item.id), ...inHand }]]) : items,
  });
});

/** A volume that gets its first barcode is in hand: if its desk is unknown, it is at this desk. */
const placeInHand = ({ session }: DeskContext, { barcode, deskId, status }: Item): Partial<Item> => {
  if (barcode !== '' || deskId !== null || !['on-hold-shelf', 'returned-by-patron'].includes(status))
    return {};
  const { id } = session.desk();
  return { deskId: id, owningDeskId: id };
};

/** The new barcode of the volume; null if it does not change. */
const checkedBarcode = (
  context: DeskContext,
  request: RequestOfStep,
  item: Item | undefined,
  { barcode }: Input,
): Result<string | null> => {
  if (barcode === undefined || !item) return ok(null);
  const code = readScannedCode(barcode);
  if (!code.ok) return code;
  if (code.value === item.barcode) return ok(null);
  const free = checkBarcode(context, code.value, request);
  return free.ok ? ok(code.value) : free;
};

const eventsOfCorrection = (
  item: Item | undefined,
  { turnId, dueOn, partnerId }: Input,
): readonly LifeEvent[] => {
  const date = dueOn === undefined ? {} : { dueOn };
  if (item) {
    const isChanged = dueOn !== undefined || turnId !== undefined;
    const ofTurn =
      partnerId === undefined ? [] : [{ type: 'turn.corrected', turnId: item.turnId, partnerId } as const];
    return isChanged
      ? [
          ...ofTurn,
          { type: 'volume.corrected', itemId: item.id, ...date, ...(turnId !== undefined && { turnId }) },
        ]
      : ofTurn;
  }
  if (turnId === undefined) return [];
  return [{ type: 'turn.corrected', turnId, ...date, ...(partnerId !== undefined && { partnerId }) }];
};

/** The differences, as the history shows them. */
const wordsOf = (
  { db, request }: Step,
  item: Item | undefined,
  { turnId, dueOn, partnerId }: Input,
  barcode: string | null,
): readonly string[] => {
  const before = item ?? request.turns.find(({ id }) => id === turnId);
  const isNewDate = dueOn !== undefined && dueOn !== (before?.dueOn ?? null);
  const isOtherSender = item !== undefined && turnId !== undefined && turnId !== item.turnId;
  return [
    ...(isNewDate
      ? [dueOn === null ? t('no due date') : t('due back {dueOn}', { dueOn: formatDate(dueOn) })]
      : []),
    ...(barcode === null ? [] : [t('barcode {barcode}', { barcode })]),
    ...(isOtherSender ? [t('sent by {partnerName}', { partnerName: nameOfTurn(request, turnId) })] : []),
    ...(partnerId === undefined
      ? []
      : [t('sent by {partnerName}', { partnerName: findPartner(db, partnerId)?.name ?? '' })]),
  ];
};
