import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import type { ReturnLook } from '../../../../../shared/ipc/calls/returning.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import { inTransaction } from '../../../db/open.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { releaseHeld } from '../../store/parcels.queries.ts';
import { findScannedItem } from '../items/scanned-item.ts';
import { authorizeAnyRole, authorizeStep } from '../../kernel/authorize.ts';
import { noteShownByCode } from '../../kernel/shown-by-code.ts';
import { checkReturn } from './check-return.ts';
import { lookAtReturn } from './look-at-return.ts';
import { t } from '../../../../../shared/words/words.ts';

export type ReturningService = {
  /** What the window of Return Items shows for the scanned item. Changes nothing. */
  readonly look: (input: Input<'returning.look'>) => Result<ReturnLook>;
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

  pack: ({ run }) => {
    const allowed = authorizeAnyRole(context.session, t('common.printingSlips'));
    if (!allowed.ok) return allowed;
    inTransaction(context.db, (db) => releaseHeld(db, { run, at: instantOf(context.now()) }));
    return ok({});
  },
});
