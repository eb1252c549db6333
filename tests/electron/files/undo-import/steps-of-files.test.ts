import { take } from '../../../../electron/main/desk/steps/take.ts';
import { beforeEach, expect, test } from 'vitest';
import type { ReadableDB } from '../../../../electron/main/db/types.ts';
import { openSession } from '../../../../electron/main/desk/records/session/session.service.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { done } from '../../../support/decision-desk.ts';
import { newOpId } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { libraryWith, openImportDesk } from '../import-desk.ts';
import { dump, importNoted, undoImported } from './journaled-desk.ts';

// Commands that a file implied, a patron's renewal, are undone together with the import.

const desk = forEachTest(openImportDesk);
const lent = (dueOn: string): string =>
  desk.file(
    'library.json',
    libraryWith([
      {
        externalId: 'R-1',
        title: 'Walden',
        patron: 'P1',
        pickup: 'MAIN-CIRC',
        rota: ['LAKE'],
        activePartner: 'LAKE',
        status: 'LOANED',
        dueOn: '2026-12-20',
        items: [
          {
            barcode: 'N-1',
            status: 'on-loan',
            receivedAt: '2026-11-10T08:00:00Z',
            desk: 'MAIN-CIRC',
            loan: { loanedOn: '2026-11-11', dueOn },
          },
        ],
      },
    ]),
  );
beforeEach(async () => {
  await desk.import(lent('2026-12-11'));
  openSession(desk.db as ReadableDB);
  desk.db.exec('UPDATE request SET worked_on = 1');
});

const dueOn = (): unknown => desk.value('SELECT due_on FROM loan');
const messages = (): unknown[] =>
  desk.values("SELECT recipient || ' ' || kind || ' ' || state FROM outbox ORDER BY id");

test('a renewal is undone with its unsent letters, and importing again applies it again', async () => {
  const before = dump(desk);
  const taken = await importNoted(desk, lent('2027-01-02'));
  expect(dueOn()).toBe('2027-01-02');
  expect(messages()).toHaveLength(1);
  expect(await undoImported(desk, taken)).toMatchObject({ kind: 'done', kept: 0 });
  expect(dump(desk)).toEqual(before);
  await importNoted(desk, lent('2027-01-02'));
  expect(dueOn()).toBe('2027-01-02');
  expect(messages()).toHaveLength(1);
});

test('a letter that was sent is followed by a correction', async () => {
  const taken = await importNoted(desk, lent('2027-01-02'));
  desk.db.exec("UPDATE outbox SET state = 'sent' WHERE recipient = 'patron'");
  expect(await undoImported(desk, taken)).toMatchObject({ kind: 'done', kept: 0 });
  expect(dueOn()).toBe('2026-12-11');
  expect(messages()).toEqual(['patron renewed sent', 'patron correction waiting']);
});

test('a renewal that staff had undone stays undone, and does not block undoing the import', async () => {
  const taken = await importNoted(desk, lent('2027-01-02'));
  const undoes = desk.value("SELECT op_id FROM command_log WHERE kind = 'patron-renewal'") as OpId;
  done(take(desk.context(), 'undo', { opId: newOpId(), undoes }));
  expect(dueOn()).toBe('2026-12-11');
  expect(await undoImported(desk, taken)).toMatchObject({ kind: 'done', kept: 0 });
  expect(dueOn()).toBe('2026-12-11');
  // Staff undid it, not the import.
  await importNoted(desk, lent('2027-01-02'));
  expect(dueOn()).toBe('2026-12-11');
});
