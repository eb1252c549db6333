import { beforeEach, expect, test } from 'vitest';
import { lettersService } from '../../../../electron/main/desk/output/letters/letters.service.ts';
import { templatesService } from '../../../../electron/main/desk/output/letters/templates.service.ts';
import { placesService } from '../../../../electron/main/desk/records/places/places.service.ts';
import { saveLibrarySettings } from '../../../../electron/main/desk/records/settings/settings.service.ts';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import type { CalendarDate, LibraryId, OperatorId, RequestId } from '../../../../shared/domain/ids.ts';
import type { LibrarySettings } from '../../../../shared/domain/settings.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { addItem, addShelved, circulationOf, goTo, hilltop } from '../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { addAddresses, addLetter, testTemplates, testWriter } from '../../../support/letters.ts';
import { codeOf, valueOf } from '../../../support/results.ts';

// Two libraries, Main and Hilltop, with different settings.

const desk = forEachTest(openTestDesk);
beforeEach(() => addAddresses(desk));

const mainLibrary = 1 as LibraryId;
const hilltopLibrary = 2 as LibraryId;

const set = (libraryId: LibraryId, settings: Partial<LibrarySettings>): Result<null> =>
  saveLibrarySettings(desk.context, { opId: newOpId(), libraryId, settings });

const saveText = (libraryId: LibraryId, subject: string): Result<unknown> =>
  templatesService(desk.context, testTemplates()).saveTemplate({
    opId: newOpId(),
    libraryId,
    code: 'patron-item-ready',
    subject,
    body: 'Come to {{libraryName}}.',
  });

const become = (grants: string): void => {
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Operator');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES ${grants}`);
  desk.context.session.refresh();
  valueOf(desk.context.session.chooseOperator(2 as OperatorId));
};

test('settings that a library did not change have their defaults, whatever another one set', () => {
  valueOf(set(hilltopLibrary, { holdShelf: { days: 5, parcelDays: 1 } }));
  const [first, second] = valueOf(placesService(desk.context).libraries());
  expect(first?.settings).toEqual({
    holdShelf: { days: 10, parcelDays: 4 },
    loans: { defaultPeriodDays: 28, daysBeforePartner: 0 },
    letters: { language: 'en' },
    notices: { dueSoonDays: 3, overdueDays: 1, overdueAgainDays: 7, overdueLastDays: 14 },
  });
  expect(second?.settings).toEqual({ ...first?.settings, holdShelf: { days: 5, parcelDays: 1 } });
});

test('the hold period of an item is that of the library of its shelf', () => {
  valueOf(set(mainLibrary, { holdShelf: { days: 20, parcelDays: 0 } }));
  valueOf(set(hilltopLibrary, { holdShelf: { days: 5, parcelDays: 4 } }));
  const coming = { status: 'in-transit', deskId: 3, owningDeskId: 1 } as const;
  addShelved(desk, 'R-1', 'N-1', { ...coming, destinationDeskId: 1 });
  const id = addRequest(desk, { externalId: 'R-2', status: 'RECEIVED_PHYSICALLY', pickupDeskId: 2 }, true);
  addItem(desk, id, { barcode: 'N-2', ...coming, destinationDeskId: 2 });
  const { scanIn } = circulationOf(desk);
  expect(valueOf(scanIn('N-1')).headline).toBe('On hold shelf until 15 Dec 2026');
  goTo(desk, hilltop);
  expect(valueOf(scanIn('N-2')).headline).toBe('On hold shelf until 30 Nov 2026');
});

test('a loan, its renewal and the date asked of the partner follow the settings of the request’s library', () => {
  valueOf(set(mainLibrary, { loans: { defaultPeriodDays: 28, daysBeforePartner: 2 } }));
  valueOf(set(hilltopLibrary, { loans: { defaultPeriodDays: 14, daysBeforePartner: 9 } }));
  addShelved(desk, 'R-1', 'N-1');
  const id = addRequest(desk, { externalId: 'R-2', status: 'RECEIVED_PHYSICALLY', pickupDeskId: 2 }, true);
  addItem(desk, id, { barcode: 'N-2', deskId: 1 });
  desk.raw.exec("UPDATE item SET due_on = '2027-01-15'");
  // Both are at the main desk and lent there.
  const { lend } = circulationOf(desk);
  expect(valueOf(lend('N-1')).headline).toBe('Lent, due 13 Jan 2027');
  expect(valueOf(lend('N-2')).headline).toBe('Lent, due 6 Jan 2027');
  const renew = (requestId: RequestId): unknown => {
    const dueOn = '2027-02-01' as CalendarDate;
    valueOf(
      take(desk.context, 'request-renewal', { opId: newOpId(), requestId, dueOn, itemIds: null, asOf: null }),
    );
    return desk.raw.prepare('SELECT due_on FROM request WHERE id = ?').pluck().get(requestId);
  };
  expect([renew(1 as RequestId), renew(id)]).toEqual(['2027-02-03', '2027-02-10']);
});

test('a letter has the text and the name of its request’s library, wherever it is written', () => {
  valueOf(saveText(mainLibrary, 'From Main'));
  valueOf(saveText(hilltopLibrary, 'From Hilltop'));
  const letters = lettersService(desk.context, { writer: testWriter(desk), tryNow: () => undefined });
  for (const [externalId, pickupDeskId] of [
    ['R-1', 1],
    ['R-2', 2],
  ] as const)
    addLetter(desk, addRequest(desk, { externalId, pickupDeskId }), {
      recipient: 'patron',
      kind: 'item-ready',
      payload: {},
    });
  const subjects = (): string[] => [1, 2].map((id) => valueOf(letters.read({ id })).subject);
  expect(subjects()).toEqual(['From Main', 'From Hilltop']);
  expect(valueOf(letters.read({ id: 2 })).body).toBe('Come to Hilltop Library.\n');
  const code = 'patron-item-ready' as const;
  valueOf(
    templatesService(desk.context, testTemplates()).resetTemplate({
      opId: newOpId(),
      libraryId: hilltopLibrary,
      code,
    }),
  );
  expect(subjects()).toEqual(['From Main', 'Ready for you: The Voyage of the Beagle']);
});

test('an administrator of one library changes no settings of another one, nor of one that does not exist', () => {
  become("(2, 'fulfillment-services-operator', 2)");
  const holdShelf = { days: 5, parcelDays: 1 };
  expect(codeOf(set(mainLibrary, { holdShelf }))).toBe('role-missing');
  expect(codeOf(saveText(mainLibrary, 'x'))).toBe('role-missing');
  expect(codeOf(set(99 as LibraryId, { holdShelf }))).toBe('record-unknown');
  expect(codeOf(saveText(99 as LibraryId, 'x'))).toBe('record-unknown');
  expect([set(hilltopLibrary, { holdShelf }), saveText(hilltopLibrary, 'x')].map(codeOf)).toEqual([
    'ok',
    'ok',
  ]);
});

test('deleting a library deletes its settings', () => {
  const places = placesService(desk.context);
  const values = { code: 'NEW', name: 'New', address: [], email: '', phone: '', barcodePrefix: '' };
  const id = valueOf(places.saveLibrary({ opId: newOpId(), id: null, values })).id as LibraryId;
  valueOf(set(id, { holdShelf: { days: 5, parcelDays: 1 } }));
  valueOf(saveText(id, 'x'));
  valueOf(places.remove({ opId: newOpId(), kind: 'library', id }));
  const left = ['library_setting', 'letter_template'].map((table) =>
    desk.raw.prepare(`SELECT count(*) FROM ${table} WHERE library_id = ?`).pluck().get(id),
  );
  expect(left).toEqual([0, 0]);
});
