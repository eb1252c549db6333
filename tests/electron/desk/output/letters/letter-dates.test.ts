import { beforeEach, expect, test } from 'vitest';
import { findMessage } from '../../../../../electron/main/desk/store/sending.queries.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addLetter, testWriter } from '../../../../support/letters.ts';

const desk = forEachTest(openTestDesk);
let requestId: RequestId;
beforeEach(() => {
  requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
});
const ready = () => addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });

test('the letter that an item is ready names the day that the loan will be due, and not the partner’s', () => {
  ready();
  const id = desk.raw.prepare('SELECT max(id) FROM outbox').pluck().get() as number;
  const returnBy = (): string | undefined =>
    /^Return by: (.*)$/mu.exec(
      testWriter(desk).write(desk.context.db, findMessage(desk.context.db, id)!)!.body,
    )?.[1];
  desk.raw.exec("UPDATE request SET due_on = '2027-01-15'");
  expect(returnBy()).toBe('15 January 2027');
  desk.raw.exec(
    `INSERT INTO library_setting (library_id, key, value) VALUES (1, 'loans', '{"daysBeforePartner":5}')`,
  );
  expect(returnBy()).toBe('10 January 2027');
  // Too late for that: both dates are the same.
  desk.setNow('2027-01-12T09:30:00.000Z');
  expect(returnBy()).toBe('15 January 2027');
});
