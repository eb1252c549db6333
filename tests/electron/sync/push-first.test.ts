import { take } from '../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import { countPending, listPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { valueOf } from '../../support/results.ts';

const shared = sharedLibrary();

const receive = (desk: SyncDesk, requestId: number, barcode: string): OpId => {
  const opId = newOpId();
  const asked = { opId, requestId: requestId as RequestId, barcode, several: false, printSlip: false };
  valueOf(take(desk.context, 'receive', { ...asked, notifyPatron: false, use: 'for-patron' }) as never);
  return opId;
};

test('pending steps get their positions before the steps of others are pulled', () =>
  shared.hub.playOn(async () => {
    const asked: string[] = [];
    const [one, other] = [shared.openDesk(1), shared.openDesk(2, (text) => asked.push(text))];
    receive(one, 2, 'B-1');
    await one.sync();
    valueOf(
      take(other.context, 'send-request', {
        opId: newOpId(),
        requestId: 1 as RequestId,
        asOf: null,
        note: '',
      }) as never,
    );
    await other.sync();
    expect(asked.map((text) => /hub\.(\w+)/.exec(text)?.[1])).toEqual(['push', 'pull']);
    expect(countPending(other.context.db)).toBe(0);
    expect(other.raw.prepare('SELECT barcode FROM item WHERE request_id = 2').pluck().all()).toEqual(['B-1']);
  }));

test('a barcode that others used and gave up in the meantime causes no conflict', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const opId = newOpId();
    valueOf(
      take(other.context, 'send-request', { opId, requestId: 1 as RequestId, asOf: null, note: '' }) as never,
    );
    await other.sync();
    await one.sync();
    const undoes = receive(one, 2, 'B-SAME');
    valueOf(take(one.context, 'undo', { opId: newOpId(), undoes }) as never);
    await one.sync();
    receive(other, 1, 'B-SAME');
    expect(listPending(other.context.db).flatMap(({ writes }) => writes)).toContain('item=B-SAME');
    await other.sync();
    await one.sync();
    for (const desk of [one, other]) {
      expect(countPending(desk.context.db)).toBe(0);
      expect(
        desk.raw.prepare('SELECT request_id, barcode FROM item WHERE id > 4294967296').raw().all(),
      ).toEqual([[1, 'B-SAME']]);
    }
    expect(readHubState(one.context.db)?.cursor).toBe(readHubState(other.context.db)?.cursor);
  }));
