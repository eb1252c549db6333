import { ok } from '../../../../shared/ipc/result.ts';
import { findKnownItem } from '../circulation/items/scanned-item.ts';
import { takeItemStep } from '../circulation/items/item-steps.ts';
import { checkReturn } from '../circulation/returning/check-return.ts';
import { returnToPartner } from '../circulation/returning/return-to-partner.ts';
import { sendToOwningDesk } from '../circulation/returning/send-to-owning-desk.ts';
import { authorizeStepByNumber } from '../kernel/authorize.ts';
import { findItem } from '../store/items.queries.ts';
import type { TakeStep } from './take-step.ts';

/**
 * Returns an item: to its partner from its owning desk (`return`), otherwise in transit to that desk (`return-at-other-desk`). Which of the
 * two it is depends on the item and the desk, whichever was asked for.
 */
export const returnItem: TakeStep<'return' | 'return-at-other-desk'> = (context, input) => {
  const item = findItem(context.db, input.itemId);
  const elsewhere = item?.owningInUse === 1 && item.owningDeskId !== context.session.desk().id;
  const kind = elsewhere ? 'return-at-other-desk' : 'return';
  return takeItemStep(
    context,
    {
      opId: input.opId,
      kind,
      // The same return in another run is the same return.
      input: { opId: input.opId, itemId: input.itemId },
      authorize: (id, home) => authorizeStepByNumber(context, kind, id, home),
    },
    (db) => findKnownItem(db, input.itemId),
    (step, found) => {
      const way = checkReturn(context, found);
      if (!way.ok) return way;
      return ok(
        way.value.kind === 'to-partner'
          ? returnToPartner(context, step, found, input.run)
          : sendToOwningDesk(context, step, found, way.value.deskId),
      );
    },
  );
};
