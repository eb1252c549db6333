import { beforeEach, describe, expect, test } from 'vitest';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import {
  lettersService,
  type LettersService,
} from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import { undo } from '../../../../../electron/main/desk/steps/undo/undo.ts';
import { readerAddressService } from '../../../../../electron/main/desk/output/letters/reader-address.service.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addAddresses, addLetter, outboxStates, testWriter } from '../../../../support/letters.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
let requestId: RequestId;
let letters: LettersService;
let triedNow: number;
const tryNow = (): void => void (triedNow += 1);
beforeEach(() => {
  addAddresses(desk);
  requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  triedNow = 0;
  letters = lettersService(desk.context, { writer: testWriter(desk), tryNow });
});

const request = () =>
  addLetter(desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: 'Please' } });
const ready = () => addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
const stored = (): unknown => desk.raw.prepare('SELECT * FROM outbox ORDER BY id').all();

describe('marking as dealt with by hand, and reverting it', () => {
  test('restores each letter exactly', () => {
    request();
    ready();
    desk.raw.exec(
      `UPDATE outbox SET state = 'needs-person', note = '550 Nobody', may_have_left_at = '2026-11-01T10:00:00.000Z' WHERE id = 1;
       UPDATE outbox SET state = 'failed', next_at = '2026-11-30T10:00:00.000Z' WHERE id = 2`,
    );
    const before = stored();
    valueOf(letters.dealtWith({ ids: [1, 2] }));
    expect(outboxStates(desk)).toEqual(['by-hand', 'by-hand']);
    expect(valueOf(letters.notDealtWith({ ids: [1, 2] }))).toMatchObject([{ ok: true }, { ok: true }]);
    expect(stored()).toEqual(before);
  });

  test('is impossible after other changes, and for letters not marked since the program started', () => {
    request();
    valueOf(letters.dealtWith({ ids: [1] }));
    valueOf(letters.retry({ id: 1 }));
    expect(valueOf(letters.notDealtWith({ ids: [1] }))).toMatchObject([{ ok: false, code: 'letter-busy' }]);
    desk.raw.exec(`UPDATE outbox SET state = 'by-hand'`);
    const afterStart = lettersService(desk.context, { writer: testWriter(desk), tryNow });
    expect(valueOf(afterStart.notDealtWith({ ids: [1] }))).toMatchObject([
      { ok: false, code: 'letter-busy' },
    ]);
    expect(outboxStates(desk)).toEqual(['by-hand']);
  });

  test('is impossible once the step of the letter was undone: its correction counts on the mark', () => {
    const opId = request();
    valueOf(letters.dealtWith({ ids: [1] }));
    valueOf(undo(desk.context, { opId: newOpId(), undoes: opId }));
    expect(valueOf(letters.notDealtWith({ ids: [1] }))).toMatchObject([{ ok: false, code: 'letter-busy' }]);
    expect(outboxStates(desk)).toEqual(['by-hand', 'waiting']);
  });
});

describe('the address of its reader', () => {
  const addresses = () => readerAddressService(desk.context, { places: placesService(desk.context), tryNow });
  const row = (id: number) =>
    valueOf(letters.list({ show: 'all', offset: 0, limit: 10 })).rows.find((one) => one.id === id);

  test('is stored in the partner’s record, and all letters waiting for it are sent', () => {
    desk.raw.exec(`UPDATE partner SET email = ''`);
    request();
    request();
    ready();
    desk.raw.exec(
      `UPDATE outbox SET state = 'needs-person', note = 'No address' WHERE recipient = 'partner'`,
    );
    expect(row(1)).toMatchObject({ readerEmail: '', follows: true });
    const partner = () =>
      valueOf(placesService(desk.context).partners({ search: '', offset: 0, limit: 1 })).rows[0];
    const before = partner();
    expect(valueOf(addresses().saveAddress({ opId: newOpId(), id: 1, email: 'ill@new.example' }))).toEqual({
      letters: 2,
    });
    expect(partner()).toEqual({
      ...before,
      email: 'ill@new.example',
      editedAt: expect.any(String) as string,
    });
    expect(outboxStates(desk)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(triedNow).toBe(1);
    expect(valueOf(letters.read({ id: 1 })).address).toBe('ill@new.example');
  });

  test('is the patron’s for letters to the patron', () => {
    ready();
    valueOf(addresses().saveAddress({ opId: newOpId(), id: 1, email: 'new@patrons.example' }));
    expect(row(1)).toMatchObject({ readerEmail: 'new@patrons.example' });
  });

  test('does not affect a letter that may have left, and is refused without an address or the role', () => {
    request();
    desk.raw.exec(`UPDATE outbox SET state = 'needs-person', may_have_left_at = '2026-11-01T10:00:00.000Z'`);
    expect(row(1)).toMatchObject({ follows: false });
    for (const email of ['', '  ', 'nowhere'])
      expect(codeOf(addresses().saveAddress({ opId: newOpId(), id: 1, email }))).toBe('record-unfit');
    expect(valueOf(addresses().saveAddress({ opId: newOpId(), id: 1, email: 'a@b.example' }))).toEqual({
      letters: 0,
    });
    expect(codeOf(addresses().saveAddress({ opId: newOpId(), id: 99, email: 'a@b.example' }))).toBe(
      'letter-unknown',
    );
    desk.raw.exec(`DELETE FROM operator_role; INSERT INTO operator (id, name) VALUES (2, 'B. Operator')`);
    desk.context.session.refresh();
    expect(codeOf(addresses().saveAddress({ opId: newOpId(), id: 1, email: 'c@d.example' }))).toBe(
      'role-missing',
    );
  });
});
