import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import type { ReturnLook } from '../../../../../shared/ipc/calls/returning.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import { inTransaction } from '../../../db/open.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { releaseHeld } from '../../store/parcels.queries.ts';
import { findItem } from '../../store/items.queries.ts';
import { takeItemStep } from '../items/item-steps.ts';
import { findKnownItem, findScannedItem } from '../items/scanned-item.ts';
import { authorizeAnyRole, authorizeStep, authorizeStepByNumber } from '../../kernel/authorize.ts';
import { noteShownByCode } from '../../kernel/shown-by-code.ts';
import { checkReturn } from './check-return.ts';
import { lookAtReturn } from './look-at-return.ts';
import { returnToPartner } from './return-to-partner.ts';
import { sendToOwningDesk } from './send-to-owning-desk.ts';
import { t } from '../../../../../shared/words/words.ts';

export type ReturningService = {
  /** What the window of Return Items shows for the scanned item. Changes nothing. */
  readonly look: (input: Input<'returning.look'>) => Result<ReturnLook>;
  /** Returns the item: to the partner from its owning desk, otherwise in transit to that desk. */
  readonly return: (input: Input<'returning.return'>) => Result<Outcome>;
  /** Lets the slips of a run's parcels go to the printer, one a parcel. */
  readonly pack: (input: Input<'returning.pack'>) => Result<Output<'returning.pack'>>;
};

/** The job of Return Items. */
export const returningService = (context: DeskContext): ReturningService => ({
  look: ({ code }) => {
    const item = findScannedItem(context.db, code);
    const allowed = authorizeStep(context, 'return', item.ok ? item.value.requestId : null);
    if (!allowed.ok) return allowed;
    if (!item.ok) return item;
    noteShownByCode(context.session, item.value.requestId);
    const way = checkReturn(context, item.value);
    return way.ok ? ok(lookAtReturn(context.db, item.value, way.value)) : way;
  },

  // Which of the two steps it is depends on the item and the desk, so it is looked up before the step gets its kind.
  return: (input) => {
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
  },

  pack: ({ run }) => {
    const allowed = authorizeAnyRole(context.session, t('common.printingSlips'));
    if (!allowed.ok) return allowed;
    inTransaction(context.db, (db) => releaseHeld(db, { run, at: instantOf(context.now()) }));
    return ok({});
  },
});
