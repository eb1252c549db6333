import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { requestStatusCodes, requestStatuses } from '../../../../../shared/domain/request-status.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { addItem } from '../../../../support/circulation.ts';
import { addRequest, countRows, dumpState, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { receivingAt, type ReceiveInput } from '../../../../support/receiving.ts';
import { valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const { receive, open } = receivingAt(() => desk);

const refusalOf = (result: Result<unknown>) => {
  if (result.ok) throw new Error('not refused');
  return result.error;
};

describe('refused, with nothing changed', () => {
  const refusedOpen = (code: string) => {
    const before = dumpState(desk);
    const refusal = refusalOf(open(code));
    expect(dumpState(desk)).toEqual(before);
    return refusal;
  };
  const refusedReceive = (input: ReceiveInput) => {
    const before = dumpState(desk);
    const log = countRows(desk, 'command_log') + countRows(desk, 'change_log');
    const refusal = refusalOf(receive(input));
    expect(dumpState(desk)).toEqual(before);
    expect(countRows(desk, 'command_log') + countRows(desk, 'change_log')).toBe(log);
    return refusal;
  };

  test('codes that are none, unknown ones, and codes of other things', () => {
    const requestId = addRequest(desk, { externalId: 'C1' });
    valueOf(receive({ requestId, barcode: 'N-31234' }));
    expect(refusedOpen('  \t').code).toBe('code-empty');
    expect(refusedOpen('9'.repeat(65)).code).toBe('code-too-long');
    expect(refusedOpen('NOWHERE')).toMatchObject({ code: 'identifier-unknown' });
    const barcode = refusedOpen('N-31234');
    expect(barcode.code).toBe('barcode-not-identifier');
    expect(barcode.message).toContain('for Reader, A.');
    expect(barcode.message).toContain('C1');
    expect(refusedOpen('P1000001').code).toBe('patron-card-not-identifier');
  });

  test('a request that was received: when and by whom', () => {
    const requestId = addRequest(desk, { externalId: 'C2' });
    valueOf(receive({ requestId, barcode: 'N-1' }));
    const refusal = refusedOpen('C2');
    expect(refusal.code).toBe('already-received');
    expect(refusal.message).toContain('25 Nov 2026, 09:30 by A. Operator');
    expect(refusedReceive({ requestId, barcode: 'N-2' }).code).toBe('already-received');
  });

  const ends = {
    returned: 'already-returned',
    cancelled: 'request-cancelled',
    completed: 'request-completed',
  } as const;

  test.each([
    {
      what: 'nothing was scanned: receivable before an end, whatever was said of it',
      scanned: false,
      expected: {
        'before-receipt': null,
        'at-library': null,
        'with-patron': null,
        'back-from-patron': null,
        'loss-and-damage': null,
        ...ends,
      },
    },
    {
      what: 'a volume was scanned: refused, each with its own code',
      scanned: true,
      expected: {
        // What has come weighs more than such a word.
        'before-receipt': 'already-received',
        'at-library': 'already-received',
        'with-patron': 'already-received',
        'back-from-patron': 'already-received',
        'loss-and-damage': 'status-forbids',
        ...ends,
      },
    },
  ])('every status is checked where $what', ({ scanned, expected }) => {
    for (const [index, status] of [...requestStatusCodes, 'SOMETHING_ELSE'].entries()) {
      const externalId = `S${index}`;
      const requestId = addRequest(desk, { externalId, status });
      // The volume that the status speaks of, with its barcode.
      if (scanned) {
        const named = desk.raw
          .prepare("UPDATE item SET barcode = ? WHERE request_id = ? AND barcode = ''")
          .run(`OLD${index}`, requestId);
        if (named.changes === 0)
          addItem(desk, requestId, {
            barcode: `OLD${index}`,
            ...(status === 'REPORT_LOST' && { status: 'lost' }),
          });
      }
      const phase =
        status in requestStatuses
          ? requestStatuses[status as keyof typeof requestStatuses].phase
          : 'before-receipt';
      const code = expected[phase];
      if (code === null) {
        expect(open(externalId).ok, status).toBe(true);
        expect(receive({ requestId, barcode: `SB${index}` }).ok, status).toBe(true);
      } else {
        expect(refusedOpen(externalId).code, status).toBe(code);
        expect(refusedReceive({ requestId, barcode: `SB${index}` }).code, status).toBe(code);
      }
    }
  });

  test('an unanswered condition warns and lets the item in hand be received', () => {
    const requestId = addRequest(desk, { externalId: 'C3', status: 'CONDITIONAL' });
    desk.raw
      .prepare(
        "INSERT INTO request_condition (request_id, reason, note) VALUES (?, 'LibraryUseOnly', 'Reading room')",
      )
      .run(requestId);
    const form = valueOf(open('C3'));
    expect(form.warning).toContain('condition');
    expect(form.useConditions).toEqual(['Library use only', 'Reading room']);
    expect(valueOf(receive({ requestId, barcode: 'N-1' })).volumesReceived).toBe(1);
  });

  test('barcodes that are taken, twice scanned or none', () => {
    const first = addRequest(desk, { externalId: 'D1', volumes: 2 });
    const second = addRequest(desk, { externalId: 'D2' });
    valueOf(receive({ requestId: first, barcode: 'N-1', several: true }));
    expect(refusedReceive({ requestId: first, barcode: 'N-1', several: true }).code).toBe(
      'volume-already-scanned',
    );
    expect(refusedReceive({ requestId: second, barcode: 'n-1' }).code).toBe('barcode-in-use');
    const inUse = refusedReceive({ requestId: second, barcode: 'N-1' });
    expect(inUse.code).toBe('barcode-in-use');
    expect(inUse.message).toContain('D1');
    expect(refusedReceive({ requestId: second, barcode: 'D1' })).toMatchObject({
      code: 'identifier-not-barcode',
      details: { externalId: 'D1', sameRequest: false },
    });
    expect(refusedReceive({ requestId: second, barcode: 'D2' }).details).toMatchObject({ sameRequest: true });
    expect(refusedReceive({ requestId: second, barcode: 'P1000001' }).code).toBe(
      'patron-card-not-identifier',
    );
    expect(refusedReceive({ requestId: second, barcode: '' }).code).toBe('code-empty');
    expect(refusedReceive({ requestId: second, barcode: 'x'.repeat(65) }).code).toBe('code-too-long');
  });

  test('a barcode is free again once its item went back', () => {
    const first = addRequest(desk, { externalId: 'E1' });
    valueOf(receive({ requestId: first, barcode: 'N-1' }));
    desk.raw.prepare("UPDATE item SET status = 'returned-to-partner'").run();
    const second = addRequest(desk, { externalId: 'E2' });
    expect(receive({ requestId: second, barcode: 'N-1' }).ok).toBe(true);
  });

  test('an operator without the role, a role for another library, a desk that receives nothing', () => {
    const requestId = addRequest(desk, { externalId: 'F1' });
    desk.context.session.chooseDesk(4 as DeskId);
    expect(refusedOpen('F1').code).toBe('desk-does-not-receive');
    expect(refusedReceive({ requestId, barcode: 'N-1' }).code).toBe('desk-does-not-receive');
    desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
    desk.raw.exec(
      "INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'fulfillment-services-operator', 2), (2, 'requests-operator', 1)",
    );
    desk.context.session.refresh();
    desk.context.session.chooseOperator(2 as never);
    desk.context.session.chooseDesk(1 as DeskId);
    const refusal = refusedReceive({ requestId, barcode: 'N-1' });
    expect(refusal.code).toBe('role-missing');
    expect(refusal.message).toContain('Contact the staff responsible for assigning user roles');
    desk.context.session.chooseDesk(2 as DeskId);
    expect(receive({ requestId, barcode: 'N-1' }).ok).toBe(true);
  });
});
