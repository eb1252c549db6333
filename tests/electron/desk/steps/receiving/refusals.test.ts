import { describe, expect, test } from 'vitest';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { isEndState } from '../../../../../shared/domain/life/request.machine.ts';
import { requestStatusCodes } from '../../../../../shared/domain/request-status.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { addItem, circulationOf } from '../../../../support/circulation.ts';
import { addRequest, countRows, dumpState, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt, type ReceiveInput } from '../../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

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

  test('invalid and unknown codes, and codes of other things', () => {
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

  test.each([false, true])(
    'the position for every status, and whether Save asks first; a volume was scanned: %s',
    (scanned) => {
      // A new request has no partner (sent-by.test.ts).
      const statuses = requestStatusCodes.filter((status) => status !== 'REQUEST_CREATED_BOR');
      for (const [index, status] of [...statuses, 'SOMETHING_ELSE'].entries()) {
        const externalId = `S${index}`;
        const requestId = addRequest(desk, { externalId, status });
        // The volume that the status implies, with its barcode.
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
        const isCancelling = status === 'CANCEL_REPLY' || status === 'CANCEL_NOT_ACCEPTED';
        // A volume that has arrived takes precedence over a status from before the receipt.
        const [position, code] = isEndState(status)
          ? ['over', 'request-completed']
          : isCancelling && !scanned
            ? ['cancelling', 'request-cancelled']
            : scanned || status === 'RETURNED_TO_PARTNER'
              ? ['filled', 'already-received']
              : ['begin', 'ok'];
        expect([status, valueOf(open(externalId)).position]).toEqual([status, position]);
        const input = { requestId, barcode: `SB${index}` };
        if (code !== 'ok') {
          expect([status, refusedReceive(input).code]).toEqual([status, code]);
          expect(refusedReceive({ ...input, barcode: '', use: 'goes-back' }).code).toBe('code-empty');
        }
        expect([status, codeOf(receive({ ...input, use: code === 'ok' ? null : 'goes-back' }))]).toEqual([
          status,
          'ok',
        ]);
      }
    },
  );

  test('barcodes that are taken, scanned twice or missing', () => {
    const first = addRequest(desk, { externalId: 'D1', volumes: 2 });
    const second = addRequest(desk, { externalId: 'D2' });
    valueOf(receive({ requestId: first, barcode: 'N-1', several: true }));
    expect(refusedReceive({ requestId: first, barcode: 'N-1', several: true })).toMatchObject({
      code: 'volume-already-scanned',
      details: { again: true },
    });
    valueOf(receive({ requestId: first, barcode: 'N-2', several: true }));
    // Also when all have arrived: it is not one too many.
    expect(refusedReceive({ requestId: first, barcode: 'N-2', several: true }).code).toBe(
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

  test('a barcode is free again once its item was returned, also one that was due to go back', () => {
    const first = addRequest(desk, { externalId: 'E1', status: 'CANCELLED' });
    const { itemId } = valueOf(receive({ requestId: first, barcode: 'N-1', use: 'goes-back' })).volume;
    const second = addRequest(desk, { externalId: 'E2' });
    expect(refusedReceive({ requestId: second, barcode: 'N-1' }).code).toBe('barcode-in-use');
    valueOf(circulationOf(desk).giveBack(itemId));
    expect(codeOf(receive({ requestId: second, barcode: 'N-1' }))).toBe('ok');
  });

  test('an operator without the role, a role for another library, a desk that does not receive', () => {
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
