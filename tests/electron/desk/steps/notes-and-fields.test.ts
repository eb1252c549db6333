import { take } from '../../../../electron/main/desk/steps/take.ts';
import { describe, expect, test } from 'vitest';
import { detailsService } from '../../../../electron/main/desk/queries/details/details.service.ts';
import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { requestDetails } from '../../../../shared/ipc/request-views.ts';
import type { RequestFields } from '../../../../shared/ipc/input-shapes.ts';
import { outcome } from '../../../../shared/ipc/views.ts';
import { editRequest } from '../../../support/edit-request.ts';
import { addRequest, countRows, dumpState, newOpId, openTestDesk } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { receivingAt } from '../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../support/results.ts';
import { threadOf } from '../../../support/thread.ts';

const desk = forEachTest(openTestDesk);

const details = (requestId: RequestId) =>
  requestDetails.parse(valueOf(detailsService(desk.context).details({ requestId })));
const notes = (requestId: RequestId) => threadOf(desk.context, requestId, null).entries;
const undo = (undoes: OpId) => take(desk.context, 'undo', { opId: newOpId(), undoes });
const withoutRoles = () => {
  desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as never);
};

describe('notes', () => {
  const add = (requestId: RequestId, text: string, active: boolean) =>
    take(desk.context, 'add-note', { opId: newOpId(), requestId, text, active });

  test('are added and dismissed, and both are undone', () => {
    const id = addRequest(desk, { externalId: 'N1' });
    const before = dumpState(desk);
    const added = outcome.parse(valueOf(add(id, '  Ask for the index\n', true)));
    expect(added).toMatchObject({ externalId: 'N1', barcode: null, whereTo: null });
    const [shown] = notes(id);
    const note = shown?.note;
    expect(shown).toMatchObject({
      text: 'Ask for the index',
      note: { active: true },
      from: 'staff',
      who: 'A. Operator',
    });
    const dismissed = valueOf(
      take(desk.context, 'dismiss-note', { opId: newOpId(), requestId: id, noteId: note?.noteId ?? 0 }),
    );
    expect(notes(id)[0]?.note).toMatchObject({ active: false, dismissedAt: '2026-11-25T09:30:00.000Z' });
    expect(details(id).history.map(({ label, undoRefusal }) => [label, undoRefusal === null])).toEqual([
      ['Note dismissed', true],
      ['Note added', false],
    ]);
    valueOf(undo(dismissed.opId));
    valueOf(undo(added.opId));
    expect(dumpState(desk)).toEqual(before);
    expect(details(id).history.map(({ kind, undone }) => [kind, undone])).toEqual([
      ['undo', null],
      ['undo', null],
      ['dismiss-note', 'Undone'],
      ['add-note', 'Undone'],
    ]);
  });

  test('are refused if empty, unknown, already dismissed, or without the role', () => {
    const id = addRequest(desk, { externalId: 'N2' });
    expect(codeOf(add(id, ' \n ', true))).toBe('bad-payload');
    expect(codeOf(add(999 as RequestId, 'x', true))).toBe('request-unknown');
    valueOf(add(id, 'kept', false));
    const { noteId } = notes(id)[0]?.note ?? { noteId: 0 };
    const dismiss = (requestId: RequestId, note: number) =>
      codeOf(take(desk.context, 'dismiss-note', { opId: newOpId(), requestId, noteId: note }));
    expect(dismiss(id, noteId)).toBe('note-not-active');
    expect(dismiss(addRequest(desk, { externalId: 'N3' }), noteId)).toBe('note-unknown');
    withoutRoles();
    expect(codeOf(add(id, 'x', true))).toBe('role-missing');
    expect(countRows(desk, 'request_note')).toBe(1);
  });
});

const fields = (part: Partial<RequestFields> = {}): RequestFields => ({
  title: 'The Sea Around Us',
  author: 'Carson, Rachel',
  format: 'physical',
  patronId: 1 as never,
  pickupDeskId: 1 as never,
  volumes: null,
  circulationNote: '',
  ...part,
});

describe('a new request', () => {
  const create = (
    part: { externalId?: string; fields?: RequestFields; partnerIds?: number[]; opId?: OpId } = {},
  ) =>
    take(desk.context, 'create-request', {
      opId: newOpId(),
      externalId: '',
      fields: fields(),
      ...part,
      partnerIds: (part.partnerIds ?? []) as never[],
    });

  test('gets an identifier from us, is ready to be sent if it has partners, and is in its history', () => {
    desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'SOUTH', 'South College')");
    const first = outcome.parse(valueOf(create({ partnerIds: [2, 1, 2] })));
    expect(first.externalId).toBe('HAND-20261125-1');
    expect(details(first.requestId)).toMatchObject({
      request: {
        status: 'READY_TO_SEND',
        partnerName: 'South College',
        createdAt: '2026-11-25T09:30:00.000Z',
      },
      patron: { barcode: 'P1000001' },
      turns: [
        { position: 1, partnerId: 2, state: 'waiting' },
        { position: 2, partnerId: 1, state: 'waiting' },
      ],
      history: [{ kind: 'create-request', undoRefusal: null }],
    });
    const second = valueOf(create({ fields: fields({ patronId: null, pickupDeskId: null }) }));
    expect(second.externalId).toBe('HAND-20261125-2');
    expect(details(second.requestId)).toMatchObject({
      request: { status: 'REQUEST_CREATED_BOR', partnerName: '' },
      patron: null,
      turns: [],
    });
    desk.raw.exec(
      "UPDATE request SET external_id = 'hand-20261125-41' WHERE external_id = 'HAND-20261125-2'",
    );
    expect(valueOf(create()).externalId).toBe('HAND-20261125-42');
  });

  test('keeps titles and names of ten thousand characters', () => {
    const long = fields({ title: '📚'.repeat(5_000), author: 'é'.repeat(10_000) });
    const { requestId } = valueOf(create({ fields: long }));
    expect(details(requestId).request.title).toBe(long.title);
  });

  test('is created once per operation', () => {
    const opId = newOpId();
    expect(valueOf(create({ opId })).externalId).toBe(valueOf(create({ opId })).externalId);
    expect(countRows(desk, 'request')).toBe(1);
  });

  test('is refused with a reason, and nothing is stored', () => {
    addRequest(desk, { externalId: 'TAKEN-1' });
    expect(codeOf(create({ externalId: ' taken-1 ' }))).toBe('identifier-taken');
    expect(codeOf(create({ externalId: 'x'.repeat(65) }))).toBe('code-too-long');
    expect(codeOf(create({ fields: fields({ title: '  ' }) }))).toBe('bad-payload');
    expect(codeOf(create({ fields: fields({ patronId: 99 as never }) }))).toBe('bad-payload');
    expect(codeOf(create({ fields: fields({ pickupDeskId: 99 as never }) }))).toBe('desk-unknown');
    expect(codeOf(create({ partnerIds: [99] }))).toBe('bad-payload');
    withoutRoles();
    expect(codeOf(create())).toBe('role-missing');
    expect(countRows(desk, 'request')).toBe(1);
  });
});

describe('changing a request', () => {
  const edit = (requestId: RequestId, changed: Partial<RequestFields>) =>
    editRequest(desk, requestId, changed);

  test('writes the differences, lists them, and can be undone', () => {
    const id = addRequest(desk, {
      externalId: 'E1',
      status: 'READY_TO_SEND',
      title: '  As the file had it ',
    });
    const before = dumpState(desk);
    const changed = outcome.parse(
      valueOf(edit(id, { pickupDeskId: 2 as never, author: 'Carson ', circulationNote: 'Two maps' })),
    );
    expect(changed.headline).toBe('Changed: author, pickup location, circulation note');
    expect(details(id)).toMatchObject({
      request: {
        title: '  As the file had it ',
        author: 'Carson',
        pickupName: 'Hilltop Branch',
      },
    });
    valueOf(undo(changed.opId));
    expect(dumpState(desk)).toEqual(before);
  });

  test('is refused if the status forbids the field, with the reason', () => {
    const sent = addRequest(desk, { externalId: 'E2', status: 'REQUEST_SENT' });
    expect(codeOf(edit(sent, { title: 'Other', volumes: 3 }))).toBe('ok');
    const loaned = addRequest(desk, { externalId: 'E3', status: 'LOANED' });
    expect(codeOf(edit(loaned, { patronId: null }))).toBe('field-not-editable');
    expect(codeOf(edit(loaned, { title: 'Other' }))).toBe('ok');
    const over = addRequest(desk, { externalId: 'E6', status: 'REQUEST_COMPLETED' });
    expect(codeOf(edit(over, { title: 'Other' }))).toBe('field-not-editable');
    expect(codeOf(edit(addRequest(desk, { externalId: 'E4', status: 'X' }), { circulationNote: 'x' }))).toBe(
      'field-not-editable',
    );
    expect(codeOf(edit(sent, {}))).toBe('bad-payload');
  });

  test('cannot make a set smaller than the number of volumes that arrived', () => {
    const id = addRequest(desk, { externalId: 'E5', volumes: 3 });
    const { receive } = receivingAt(() => desk);
    for (const barcode of ['V1', 'V2']) valueOf(receive({ requestId: id, barcode, several: true }));
    expect(codeOf(edit(id, { volumes: 1 }))).toBe('bad-payload');
    expect(codeOf(edit(id, { volumes: 2 }))).toBe('ok');
    // Nothing more is expected.
    expect(details(id).turns).toMatchObject([{ state: 'closing' }]);
  });
});
