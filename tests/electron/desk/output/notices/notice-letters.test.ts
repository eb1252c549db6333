import { expect, test } from 'vitest';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { claimNext, outboxRows } from '../../../../support/letters.ts';
import { openTestDeskOn } from './notice-desk.ts';

const desk = forEachTest(() => openTestDeskOn('2026-12-08'));

/** The texts sent on a day, each letter once. Superseded ones are set aside. */
const leaving = (day: string): string[] => {
  desk.setNow(`${day}T10:00:00Z`);
  const texts: string[] = [];
  for (;;) {
    const claimed = claimNext(desk);
    if (claimed === undefined) return texts;
    if (claimed !== 'set-aside') texts.push(`${claimed.outgoing.subject}\n${claimed.outgoing.body}`);
  }
};
const notes = (): string[] =>
  outboxRows(desk).flatMap(({ state, note }) => (state === 'outdated' ? [note] : []));

test('the letter has the date, the volumes and the days late, and comes from the library of the pickup location', () => {
  desk.raw.exec("UPDATE library SET name = 'Hilltop', email = 'ill@hill.example' WHERE id = 2");
  desk.lend('R-1', 'N-1', { pickup: 2 });
  desk.tellOn('2026-12-08');
  const [soon] = leaving('2026-12-08');
  expect(soon).toContain('Due on 11 December 2026: The Voyage of the Beagle');
  expect(soon).toContain('Dear Reader, A.');
  expect(soon).toContain('Barcode N-1');
  expect(soon).toContain('Hilltop\nill@hill.example');
  desk.tellOn('2026-12-25');
  const [late] = leaving('2026-12-26');
  // The number of days late on the day it leaves.
  expect(late).toContain('was due on 11 December 2026, 15 days ago');
  desk.shelve('R-2', 'N-2', '2026-12-11');
  desk.tellOn('2026-12-10');
  expect(leaving('2026-12-10')[0]).toContain('Please pick it up by 11 December 2026');
});

test('one still waiting when the item comes back is set aside, and leaves when the return is undone', () => {
  desk.lend('R-1', 'N-1');
  desk.tellOn('2026-12-08');
  const returned = desk.giveBack('N-1');
  desk.raw.exec("DELETE FROM outbox WHERE kind = 'returned'");
  expect(leaving('2026-12-08')).toEqual([]);
  expect(notes()).toEqual(['Not sent: the item was returned to the partner.']);
  desk.undo(returned);
  expect(leaving('2026-12-09')).toHaveLength(1);
});

test('one still waiting when the loan is renewed, recalled or becomes overdue is set aside', () => {
  desk.lend('R-1', 'N-1');
  desk.lend('R-2', 'N-2');
  desk.lend('R-3', 'N-3');
  desk.tellOn('2026-12-08');
  desk.raw.exec(`UPDATE loan SET due_on = '2027-01-11' WHERE item_id = 1;
    UPDATE item SET demand = 'recalled' WHERE id = 2`);
  expect(leaving('2026-12-12')).toEqual([]);
  expect(notes()).toEqual([
    'Not sent: the due date is now 11 Jan 2027.',
    'Not sent: the partner wants the item back.',
    'Not sent: the due date has passed.',
  ]);
});

test('of several that waited for the mail server only the newest leaves', () => {
  desk.lend('R-1', 'N-1');
  expect(desk.tellDaily('2026-12-08', 30)).toHaveLength(4);
  expect(leaving('2027-01-10')).toHaveLength(1);
  expect(notes()).toEqual([
    'Not sent: a later notice replaces it.',
    'Not sent: a later notice replaces it.',
    'Not sent: a later notice replaces it.',
  ]);
});

test('the end of a hold is announced to the right patron while the item is waiting, until that day', () => {
  desk.shelve('R-1', 'N-1', '2026-12-11');
  desk.shelve('R-2', 'N-2', '2026-12-11');
  desk.shelve('R-3', 'N-3', '2026-12-11');
  desk.shelve('R-4', 'N-4', '2026-12-11');
  desk.tellOn('2026-12-10');
  desk.raw.exec(`UPDATE item SET hold_until = '2026-12-14' WHERE id = 1;
    UPDATE item SET status = 'in-transit', destination_desk_id = 2, hold_until = NULL WHERE id = 2;
    UPDATE request SET patron_id = 2 WHERE id = 3; UPDATE patron SET email = 'other@patrons.example' WHERE id = 2`);
  expect(leaving('2026-12-11')).toHaveLength(1);
  expect(notes()).toEqual([
    'Not sent: it is now held until 14 Dec 2026.',
    'Not sent: the item was sent on to Hilltop Branch.',
    'Not sent: the request is now for another patron.',
  ]);
});

test('and not afterwards', () => {
  desk.shelve('R-1', 'N-1', '2026-12-11');
  desk.tellOn('2026-12-10');
  expect(leaving('2026-12-12')).toEqual([]);
  expect(notes()).toEqual(['Not sent: the hold has expired.']);
});
