import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { receivingService } from '../../../../../electron/main/desk/queries/receiving/receiving.service.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { circulationOf } from '../../../../support/circulation.ts';
import { addRequest, dumpState, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const receiveVolume = (requestId: RequestId, barcode: string) =>
  take(desk.context, 'receive', {
    opId: newOpId(),
    requestId,
    barcode,
    several: true,
    printSlip: false,
    notifyPatron: true,
    unexpected: false,
  });
const statusOf = (requestId: RequestId): unknown =>
  desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId);

test.each([
  ['report-damaged', 'DAMAGED'],
  ['report-lost', 'REPORT_LOST'],
] as const)(
  'after %s of the first volume the rest of the set is received, and Done ends it',
  (report, status) => {
    const requestId = addRequest(desk, { externalId: 'R-SET', volumes: 2 });
    const first = valueOf(receiveVolume(requestId, 'V-1')).volume.itemId;
    valueOf(
      take(desk.context, report, {
        opId: newOpId(),
        requestId,
        asOf: null,
        itemId: first,
        note: '',
      }),
    );
    expect(statusOf(requestId)).toBe(status);
    const before = dumpState(desk);
    const receiving = receivingService(desk.context);
    expect(valueOf(receiving.open({ code: 'R-SET' })).position).toBe('resume');
    const second = valueOf(receiveVolume(requestId, 'V-2'));
    expect(statusOf(requestId)).toBe(status);
    const done = valueOf(
      take(desk.context, 'finish-receiving', { opId: newOpId(), requestId, notifyPatron: true }),
    );
    expect(done.volumesReceived).toBe(2);
    expect(codeOf(receiving.open({ code: 'R-SET' }))).toBe('status-forbids');
    const { undo } = circulationOf(desk);
    valueOf(undo(done.opId));
    valueOf(undo(second.opId));
    expect(dumpState(desk)).toEqual(before);
  },
);
