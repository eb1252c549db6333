import { describe, expect, test } from 'vitest';
import { writeNotices } from '../../../../../electron/main/desk/output/notices/write-notices.ts';
import { openTestDeskOn } from './notice-desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';

const desk = forEachTest(() => openTestDeskOn('2026-12-08'));

describe('a loan until 11 December', () => {
  test('gets a due-soon notice three days before, once, and overdue notices after 1, 7 and 14 days, once each', () => {
    desk.lend('R-1', 'N-1');
    const told = desk.tellDaily('2026-12-05', 40);
    expect(told).toEqual([
      '2026-12-08 due-soon',
      '2026-12-12 loan-overdue',
      '2026-12-18 loan-overdue',
      '2026-12-25 loan-overdue',
    ]);
  });

  test('gets only the newest notice after days on which the program was off', () => {
    desk.lend('R-1', 'N-1');
    expect(desk.tellOn('2026-12-20')).toEqual(['loan-overdue']);
    expect(desk.payloads()).toEqual([{ patronId: 1, barcodes: ['N-1'], dueOn: '2026-12-11', stage: 7 }]);
    expect(desk.tellDaily('2026-12-21', 30)).toEqual(['2026-12-25 loan-overdue']);
  });

  test('gets none once it came back, nor without a recorded patron or address', () => {
    desk.lend('R-1', 'N-1');
    desk.lend('R-2', 'N-2');
    desk.lend('R-3', 'N-3', { patron: 2 });
    desk.giveBack('N-1');
    desk.raw.exec('UPDATE request SET patron_id = NULL WHERE id = 2');
    expect(desk.tellDaily('2026-12-05', 40)).toEqual([]);
  });

  test('gets each notice once although its return was undone in between', () => {
    desk.lend('R-1', 'N-1');
    expect(desk.tellOn('2026-12-08')).toEqual(['due-soon']);
    const returned = desk.giveBack('N-1');
    expect(desk.tellOn('2026-12-12')).toEqual([]);
    desk.undo(returned);
    expect(desk.tellOn('2026-12-09')).toEqual([]);
    expect(desk.tellOn('2026-12-12')).toEqual(['loan-overdue']);
  });

  test('gets a reminder of its new date after a renewal', () => {
    desk.lend('R-1', 'N-1');
    expect(desk.tellOn('2026-12-08')).toEqual(['due-soon']);
    desk.raw.exec("UPDATE loan SET due_on = '2027-01-11'");
    expect(desk.tellDaily('2026-12-09', 31)).toEqual(['2027-01-08 due-soon']);
  });

  test('gets no due-soon notice if the partner wants the volume back: the recall says more', () => {
    desk.lend('R-1', 'N-1');
    desk.raw.exec("UPDATE item SET demand = 'recalled'");
    expect(desk.tellOn('2026-12-08')).toEqual([]);
    expect(desk.tellOn('2026-12-12')).toEqual(['loan-overdue']);
  });

  test('shares its letter with the request’s other volumes due the same day', () => {
    desk.lend('R-1', 'N-1');
    desk.lendVolume(1, 'N-2', 2);
    expect(desk.tellOn('2026-12-08')).toEqual(['due-soon']);
    expect(desk.payloads()).toMatchObject([{ barcodes: ['N-1', 'N-2'] }]);
    // A volume that reaches that date later gets its own notice.
    desk.lendVolume(1, 'N-3', 3);
    expect(desk.tellOn('2026-12-09')).toEqual(['due-soon']);
    expect(desk.payloads()).toMatchObject([{}, { barcodes: ['N-3'] }]);
  });
});

describe('an item on the hold shelf until 11 December', () => {
  test('is announced on the day before, once', () => {
    desk.shelve('R-1', 'N-1', '2026-12-11');
    expect(desk.tellDaily('2026-12-05', 20)).toEqual(['2026-12-10 hold-ending']);
    expect(desk.payloads()).toEqual([{ patronId: 1, barcodes: ['N-1'], holdUntil: '2026-12-11' }]);
  });

  test('is announced again when the hold is extended, and not when it was picked up or the request has ended', () => {
    desk.shelve('R-1', 'N-1', '2026-12-11');
    desk.tellOn('2026-12-10');
    desk.raw.exec("UPDATE item SET hold_until = '2026-12-15'");
    expect(desk.tellDaily('2026-12-11', 10)).toEqual(['2026-12-14 hold-ending']);
    desk.shelve('R-2', 'N-2', '2026-12-11');
    desk.raw.exec("UPDATE item SET status = 'on-loan' WHERE id = 2");
    desk.shelve('R-3', 'N-3', '2026-12-11');
    desk.raw.exec("UPDATE request SET ended_as = 'CANCELLED' WHERE id = 3");
    expect(desk.tellOn('2026-12-10')).toEqual([]);
  });
});

describe('a library', () => {
  test('writes the kinds of notices that it wants, each independently', () => {
    desk.lend('R-1', 'N-1');
    desk.shelve('R-2', 'N-2', '2026-12-09');
    desk.lettersOff(1, 'patron-due-soon');
    expect(desk.tellOn('2026-12-08')).toEqual(['hold-ending']);
    // Notices that were not written are not made up for, except those whose date is still ahead.
    desk.lettersOff(1, 'patron-loan-overdue');
    expect(desk.tellOn('2026-12-12')).toEqual([]);
    desk.lettersOff(1);
    expect(desk.tellOn('2026-12-13')).toEqual(['loan-overdue']);
  });

  test('starts without notices', () => {
    desk.lend('R-1', 'N-1');
    desk.raw.exec(
      `UPDATE library SET letters_off = '["patron-due-soon","patron-loan-overdue","patron-hold-ending"]'`,
    );
    expect(desk.tellDaily('2026-12-05', 40)).toEqual([]);
  });

  test('does not ask anyone to come in a closed week of the pickup location; afterwards the newest notice is written', () => {
    desk.lend('R-1', 'N-1');
    desk.lend('R-2', 'N-2', { pickup: 2 });
    desk.close7('2026-12-07', 1);
    expect(desk.tellDaily('2026-12-08', 5)).toEqual(['2026-12-08 due-soon', '2026-12-12 loan-overdue']);
    expect(desk.raw.prepare('SELECT DISTINCT request_id FROM outbox').pluck().all()).toEqual([2]);
    expect(desk.tellOn('2026-12-14')).toEqual(['loan-overdue']);
  });

  test('chooses the days for its own requests', () => {
    desk.raw.exec(`INSERT INTO library_setting (library_id, key, value) VALUES
      (1, 'notices', '{"dueSoonDays":1,"overdueDays":2,"overdueAgainDays":0,"overdueLastDays":0}'),
      (2, 'notices', '{"dueSoonDays":9,"overdueDays":5,"overdueAgainDays":0,"overdueLastDays":0}')`);
    desk.lend('R-1', 'N-1');
    expect(desk.tellDaily('2026-12-01', 40)).toEqual(['2026-12-10 due-soon', '2026-12-13 loan-overdue']);
    desk.lend('R-2', 'N-2', { pickup: 2 });
    expect(desk.tellDaily('2026-12-01', 40)).toEqual(['2026-12-02 due-soon', '2026-12-16 loan-overdue']);
  });

  test('chooses the days, and a request without a pickup library gets no notice', () => {
    desk.lend('R-1', 'N-1');
    desk.raw.exec(`INSERT INTO library_setting (library_id, key, value) VALUES (1, 'notices',
      '{"dueSoonDays":1,"overdueDays":2,"overdueAgainDays":0,"overdueLastDays":0}')`);
    expect(desk.tellDaily('2026-12-05', 40)).toEqual(['2026-12-10 due-soon', '2026-12-13 loan-overdue']);
    desk.lend('R-2', 'N-2');
    desk.raw.exec('UPDATE request SET pickup_desk_id = NULL WHERE id = 2');
    expect(desk.tellOn('2026-12-20')).toEqual([]);
  });
});

test('the database rejects duplicate notices, and deletes them with their patron', () => {
  desk.lend('R-1', 'N-1');
  desk.tellOn('2026-12-08');
  expect(() =>
    desk.raw.exec(
      'INSERT INTO notice (request_id, barcode, patron_id, kind, day, stage, written_at) SELECT request_id, lower(barcode), patron_id, kind, day, stage, written_at FROM notice',
    ),
  ).toThrow('UNIQUE');
  desk.raw.exec('UPDATE request SET patron_id = NULL; DELETE FROM loan; DELETE FROM patron WHERE id = 1');
  expect(desk.raw.prepare('SELECT count(*) FROM notice').pluck().get()).toBe(0);
});

test('many letters are written in several transactions, between which staff can take steps', () => {
  for (let n = 1; n <= 3; n += 1) desk.lend(`R-${n}`, `N-${n}`);
  desk.setNow('2026-12-08T09:00:00Z');
  const clock = { now: desk.context.now(), timeZone: 'Europe/London' };
  const more = [1, 2, 3].map(() => writeNotices(desk.context.db, clock, 2));
  expect(more).toEqual([true, false, false]);
  expect(desk.raw.prepare('SELECT count(DISTINCT request_id), count(*) FROM outbox').raw().get()).toEqual([
    3, 3,
  ]);
});
