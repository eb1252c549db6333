import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import type { LifeEvent } from '../../../../shared/domain/life/life.ts';
import { isItemOut } from '../../../../shared/domain/item-status.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import { shelfDay } from '../records/calendar/shelf-day.ts';
import { findDesk } from '../store/places.queries.ts';
import { checkEvents, decidingOf, decision, forbid } from './frame/decision.ts';
import type { RequestOfStep, Step, Taken } from './frame/step.ts';
import { patronNotice } from './receiving/receive-output.ts';
import { keepOurNote } from './parts/notes.ts';

type Item = RequestOfStep['items'][number];

/**
 * Keeps for the patron what was to go back, and with it takes off the wish to cancel and the end, if there is one. What waits at its pickup location
 * is on the shelf again, the rest is to be scanned in. What partners were told is not told again. Refused: `status-forbids`.
 */
export const keep = decision('keep', (step, { note }) => {
  const { request } = step;
  const items = request.items.filter(({ use, status }) => use === 'goes-back' && isItemOut(status));
  if (items.length === 0) return forbid(request, step.kind);
  const shelved = items.filter((item) => isAtItsShelf(request, item));
  const after = checkEvents(step, [
    ...eventsOf.keep(
      decidingOf(request),
      items.map(({ id }) => id),
    ),
    ...shelved.map(({ id }): LifeEvent => ({ type: 'item.happened', itemId: id, what: 'shelved' })),
  ]);
  if (!after.ok) return after;
  keepOurNote(step, note);
  return ok({
    after: after.value,
    headline: t('requests.keptForThePatron'),
    items: placesOf(step, items, shelved),
    messages:
      shelved.length > 0
        ? patronNotice(
            step,
            shelved.map((item) => ({ ...item, use: 'for-patron' })),
          )
        : [],
  });
});

/** Whether it lies where the patron collects it: it was never lent, and is not on its way back. */
const isAtItsShelf = (
  { pickupDeskId, pickupHoldShelf }: RequestOfStep,
  { status, deskId, goingBack, broughtBack }: Item,
): boolean =>
  pickupHoldShelf === 1 &&
  status !== 'in-transit' &&
  broughtBack === 0 &&
  goingBack === 0 &&
  deskId !== null &&
  deskId === pickupDeskId;

const placesOf = (
  { db, at, today }: Step,
  items: readonly Item[],
  shelved: readonly Item[],
): NonNullable<Taken['items']> =>
  new Map(
    items.map((item) => {
      const desk = item.deskId === null ? undefined : findDesk(db, item.deskId);
      return [
        item.id,
        desk && shelved.includes(item)
          ? {
              goingBack: 0,
              shelvedAt: at,
              holdUntil: shelfDay(db, { dueOn: item.dueOn, shelvedOn: today, libraryId: desk.libraryId }),
            }
          : { goingBack: 0 },
      ];
    }),
  );
