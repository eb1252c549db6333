import { linesOfUse, receiveWarning } from '../../../../../shared/domain/receiving.ts';
import { statusPhase } from '../../../../../shared/domain/request-status.ts';
import type { ReceiveForm, ReceivedVolume } from '../../../../../shared/ipc/views.ts';
import type { Route } from '../items/route.ts';
import { isPickupClosed, routeOf } from '../items/route.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { summaryOf } from '../../requests/summary.ts';
import { placeOnSlip, slipStateOfItem } from '../../store/print-jobs.queries.ts';
import { workstationOf } from '../../store/hub-kept.queries.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import { isLetterWritten } from '../../store/letters-written.queries.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import { listItems } from '../../store/items.queries.ts';
import { listActiveNotes } from '../../store/notes.queries.ts';
import { nameOfDesk } from '../../store/places.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { findReceivingSteps, type ReceivingStep } from './receiving.queries.ts';
import { sendersOf } from './senders.ts';
import { t } from '../../../../../shared/words/words.ts';

/** What to watch before Save: an unexpected status, a pickup location that is closed; null where all is as expected. */
const warningOf = (db: ReadableDB, request: StoredRequest, { kind, deskName }: Route): string | null => {
  const isPartnerTold = isLetterWritten(db, {
    recipient: 'partner',
    kind: 'received',
    requestId: request.id,
  });
  const warnings = [receiveWarning(request.status, isPartnerTold)];
  if (isPickupClosed(request))
    warnings.push(
      t('receiving.thePickupLocationIsNotInUse', {
        pickupName: request.pickupName,
        kindCase: kind === 'hold-shelf' ? 'yes' : 'no',
        deskName,
        statusPhaseCase: statusPhase(request.status) === 'before-receipt' ? 'yes' : 'no',
      }),
    );
  return warnings.filter((warning) => warning !== null).join(' ') || null;
};

/** The volumes that have come, each with its slip as far as that has got. */
export const volumesOf = (db: ReadableDB, request: StoredRequest): ReceivedVolume[] => {
  const steps = findReceivingSteps(db, request.id);
  return listItems(db, request.id).map((item) => ({
    itemId: item.id,
    barcode: item.barcode,
    volume: item.volume,
    receivedAt: item.receivedAt,
    opId: steps.get(item.id)?.opId ?? null,
    where: whereReceived(db, steps.get(item.id)),
    printedAs: printedAs(db, item, request.volumesExpected),
    destination:
      item.destinationDeskId === null
        ? { kind: 'hold-shelf', deskName: nameOfDesk(db, item.deskId) }
        : { kind: 'in-transit', deskName: nameOfDesk(db, item.destinationDeskId) },
    slip: slipStateOfItem(db, item.id),
  }));
};

/** Several workstations may be at one desk: their names tell them apart. */
const whereReceived = (db: ReadableDB, step: ReceivingStep | undefined): string =>
  step === undefined ? '' : workstationOf(db, step.opId) || step.deskName;

/** What the printed slip of a volume says of its place in the set, where others changed that since. */
const printedAs = (
  db: ReadableDB,
  { id, volume }: Pick<ItemRow, 'id' | 'volume'>,
  of: number | null,
): ReceivedVolume['printedAs'] => {
  const printed = placeOnSlip(db, id);
  return printed === undefined || (printed.volume === volume && printed.of === of) ? null : printed;
};

/** Everything that the receive form shows of a request that may be received. */
export const receiveFormOf = (
  { db, session }: DeskContext,
  request: StoredRequest,
  position: ReceiveForm['position'],
): ReceiveForm => {
  const route = routeOf(db, request, session.desk());
  const { kind, deskName } = route;
  return {
    request: summaryOf(request, listItems(db, request.id)),
    position,
    destination: { kind, deskName },
    warning: warningOf(db, request, route),
    useConditions: [...linesOfUse(listConditions(db, request.id), request.activePartnerId)],
    senders: sendersOf(db, request),
    circulationNote: request.circulationNote,
    cost: request.cost,
    notes: listActiveNotes(db, request.id).map(({ author, body }) => ({ from: author, text: body })),
    received: volumesOf(db, request),
  };
};
