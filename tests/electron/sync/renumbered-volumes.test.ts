import { take } from '../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import { receivingService } from '../../../electron/main/desk/queries/receiving/receiving.service.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { ReceiveForm } from '../../../shared/ipc/receiving-views.ts';
import { newOpId } from '../../support/desk.ts';
import { did, meet, type Do } from '../../support/hub/conflicting.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { valueOf } from '../../support/results.ts';

// Two desks receive volumes of one set at the same time: the later one gets another number, whatever its slip says.

const shared = sharedLibrary();

const receive =
  (barcode: string): Do =>
  (desk, opId) =>
    take(desk.context, 'receive', {
      opId,
      requestId: 2 as RequestId,
      barcode,
      several: true,
      printSlip: true,
      notifyPatron: false,
      use: null,
    });
const formAt = ({ context }: SyncDesk): ReceiveForm =>
  valueOf(receivingService(context).open({ code: 'R-2' }));
const slipOf = ({ raw }: SyncDesk, opId: string): unknown =>
  raw.prepare("SELECT slip ->> '$.volume' FROM print_job WHERE op_id = ?").pluck().get(opId);

test('a printed slip is reported as wrong with its correction, and a waiting slip is rewritten', () =>
  shared.hub.playOn(async () => {
    const desks = [shared.openDesk(1), shared.openDesk(2)] as const;
    const [one, other] = desks;
    other.context.session.chooseDesk(2 as never);
    const [printed, waits] = [newOpId(), newOpId()];
    await meet(
      desks,
      () => did(one, receive('X-1')),
      () => {
        valueOf(receive('X-2')(other, printed) as never);
        other.raw.prepare("UPDATE print_job SET state = 'printed' WHERE op_id = ?").run(printed);
        valueOf(receive('X-3')(other, waits) as never);
      },
    );
    expect(formAt(other).received).toMatchObject([
      { barcode: 'X-1', volume: 1, where: 'Desk 1', printedAs: null },
      { barcode: 'X-2', volume: 2, where: 'Hilltop Branch', printedAs: { volume: 1, of: 3 } },
      { barcode: 'X-3', volume: 3, printedAs: null },
    ]);
    expect([slipOf(other, printed), slipOf(other, waits)]).toEqual([1, 3]);
  }));
