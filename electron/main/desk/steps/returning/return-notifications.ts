import type { ItemId, PartnerId } from '../../../../../shared/domain/ids.ts';
import {
  dedupe,
  partnerNotifications,
  patronNotification,
} from '../../../../../shared/domain/letters/partner-notifications.ts';
import { lifeAfterAll } from '../../../../../shared/domain/life/life-after.ts';
import type { Happening, LifeEvent } from '../../../../../shared/domain/life/life.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import type { PatronMessage, RequestOfStep } from '../frame/step.ts';
import { readersOf } from '../frame/readers.ts';
import { itemEvent } from '../items/item-steps.ts';
import type { ItemInHand } from '../items/scanned-item.ts';
import { wasTold } from '../../store/messages.queries.ts';
import type { ReturnWay } from './check-return.ts';

// Who is notified of a return: the window says beforehand what the step does.

type OfRequest = Pick<RequestOfStep, 'id' | 'patronId' | 'patronName' | 'cancelNotify' | 'turns'>;

/** An item that was never lent only moves; likewise a lost one that has turned up. */
const wayOff = (status: string): Happening => {
  if (status === 'on-loan') return 'broughtBackElsewhere';
  return status === 'lost' ? 'foundInTransit' : 'sentOn';
};

/** Returns the events of a return. @param chosenId the partner that staff named if none was recorded */
export const eventsOfReturn = (
  item: ItemInHand,
  { kind }: Pick<ReturnWay, 'kind'>,
  chosenId: PartnerId | null = null,
): readonly LifeEvent[] =>
  kind === 'in-transit'
    ? itemEvent(item.id, wayOff(item.status))
    : [
        ...(chosenId === null
          ? []
          : [{ type: 'turn.corrected', turnId: item.turnId, partnerId: chosenId } as const]),
        { type: 'items.returned', itemIds: [item.id] as readonly ItemId[] },
      ];

/** One that was returned at another desk is still in transit, but its patron was told then. */
const isPatronTold = (db: ReadableDB, { patronId }: OfRequest, item: ItemInHand): boolean =>
  patronId !== null &&
  item.use === 'for-patron' &&
  (item.status === 'on-hold-shelf' || (item.status === 'in-transit' && item.goingBack === 0)) &&
  wasTold(db, item, 'item-ready', 'item-arrived');

/** Returns the letter to a patron who was told that the item is ready, or on its way to the pickup location: it went back. */
export const wentBackNotice = (db: ReadableDB, request: OfRequest, item: ItemInHand): PatronMessage[] =>
  isPatronTold(db, request, item)
    ? [{ recipient: 'patron', kind: 'went-back', payload: { itemIds: [item.id] } }]
    : [];

/** Returns that the patron is notified, if that letter is written. */
export const patronOfReturnNotified = (
  context: DeskContext,
  request: OfRequest,
  item: ItemInHand,
): readonly string[] =>
  isPatronTold(context.db, request, item)
    ? patronNotification(readersOf(context, request, request.turns), 'went-back', t(' that it went back'))
    : [];

/** Returns who will be notified of a return, for its window; the partner only if it is recorded. */
export const returnNotifications = (
  context: DeskContext,
  request: OfRequest & Pick<RequestOfStep, 'life'>,
  item: ItemInHand,
  way: ReturnWay,
): readonly string[] => {
  const words = lifeAfterAll(request.life, eventsOfReturn(item, way))?.words ?? [];
  const told = item.partnerId === null ? [] : words;
  return dedupe([
    ...patronOfReturnNotified(context, request, item),
    ...partnerNotifications(readersOf(context, request, request.turns), told),
  ]);
};
