import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { isSettled } from '../../../../../shared/domain/request-list.ts';
import { scanInWay } from '../../../../../shared/domain/scan-in.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { ItemInHand } from '../../store/items.queries.ts';
import { factsOf, findScannedItem, firstPartnerOf } from '../items/scanned-item.ts';
import { authorizeStep } from '../../kernel/authorize.ts';
import { runCommand } from '../../kernel/run-command.ts';
import { keepForPartner, putOnShelf, sendOn } from './scan-in-steps.ts';
import type { ScanInStep } from './scan-in-steps.ts';
import { refuseOver, refuseScanIn } from './scan-in-words.ts';
import { findDesk, findShelfOfLibrary } from '../../store/places.queries.ts';

export type TransitService = {
  /** Scans an item in: onto the hold shelf here, or on its way to where it belongs. Anything else says what it is. */
  readonly scanIn: (input: Input<'transit.scanIn'>) => Result<Outcome>;
};

/** The job of Scan In Items. Source of its rules: product.md §3.5. */
export const transitService = (context: DeskContext): TransitService => ({
  scanIn: (input) =>
    runCommand<Outcome>(context, { opId: input.opId, kind: 'scan-in', input }, (db, at) => {
      const found = findScannedItem(db, input.code);
      const allowed = authorizeStep(context, 'scan-in', found.ok ? found.value.requestId : null);
      if (!allowed.ok) return allowed;
      if (!found.ok) return found;
      const answer = scanIn(context, db, { item: found.value, opId: input.opId, at });
      return answer.ok ? ok({ requestId: found.value.requestId, answer: answer.value }) : answer;
    }),
});

const scanIn = (context: DeskContext, db: WritableDB, step: ScanInStep): Result<Outcome> => {
  const { item } = step;
  const here = context.session.desk();
  const way = scanInWay(
    {
      ...item,
      deskId: deskInUse(db, item.deskId),
      destinationDeskId: deskInUse(db, item.destinationDeskId),
      goingBack: item.goingBack === 1,
      pickupHoldShelf: item.pickupHoldShelf === 1,
    },
    here.id,
  );
  // Nobody waits for it any more: it goes to no shelf, whatever its label says.
  const forShelf = way.kind === 'shelf' || way.kind === 'shelved' || (way.kind === 'send' && !goesBack(item));
  if (forShelf && isSettled(item.requestStatus)) return refuseOver(item);
  switch (way.kind) {
    case 'shelf':
      return item.requestStatus === 'RECALLED_BOR'
        ? refuseRecalled(item)
        : here.holdShelf
          ? putOnShelf(context, db, step)
          : sendToShelf(context, db, step);
    case 'send':
      return sendOn(context, db, step, { id: way.deskId, name: findDesk(db, way.deskId)?.name ?? '' });
    case 'back-here':
      return keepForPartner(context, db, step);
    case 'shelved':
    case 'goes-back':
    case 'none':
      return refuseScanIn(context, item, way.kind);
  }
};

/** The desk, if it is in use; otherwise null: nobody can stand there. */
const deskInUse = (db: WritableDB, id: DeskId | null): DeskId | null =>
  id !== null && findDesk(db, id)?.active === 1 ? id : null;

/** Whether an item goes to its partner by way of its owning desk. */
const goesBack = ({ goingBack, status }: ItemInHand): boolean =>
  goingBack === 1 || status === 'returned-by-patron';

/** What arrives at a desk without a hold shelf goes to one of its library that has one. */
const sendToShelf = (context: DeskContext, db: WritableDB, step: ScanInStep): Result<Outcome> => {
  const here = context.session.desk();
  const shelf = findShelfOfLibrary(db, here.libraryId);
  return shelf
    ? sendOn(context, db, step, shelf)
    : refuse(
        'desk-without-shelf',
        `${step.item.barcode} was sent to ${here.name}, but no desk of ${here.libraryName} has a hold shelf. ` +
          'Ask the person who looks after the desks (Settings).',
        factsOf(step.item),
      );
};

const refuseRecalled = (item: ItemInHand): Result<never> =>
  refuse(
    'item-recalled',
    `${firstPartnerOf(item)} wants ${item.barcode} back at once: it does not go on the hold shelf. Return it (Return Items).`,
    factsOf(item),
  );
