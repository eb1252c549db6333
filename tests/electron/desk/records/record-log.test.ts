import { expect, test } from 'vitest';
import { calendarService } from '../../../../electron/main/desk/records/calendar/calendar.service.ts';
import { operatorsService } from '../../../../electron/main/desk/records/operators/operators.service.ts';
import { placesService } from '../../../../electron/main/desk/records/places/places.service.ts';
import { reasonsService } from '../../../../electron/main/desk/records/reasons/reasons.service.ts';
import {
  saveInstallationSettings,
  saveLibrarySettings,
} from '../../../../electron/main/desk/records/settings/settings.service.ts';
import { templatesService } from '../../../../electron/main/desk/output/letters/templates.service.ts';
import type { CalendarDate, LibraryId, OperatorId, OpId, PatronId } from '../../../../shared/domain/ids.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { newOpId, openTestDesk } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { testTemplates } from '../../../support/letters.ts';
import { valueOf } from '../../../support/results.ts';

const desk = forEachTest(openTestDesk);

/** Among several operators an administrator needs a PIN. */
const givePin = (): void => {
  desk.raw.exec("UPDATE operator SET pin_hash = 'kept' WHERE id = 1");
  desk.context.session.refresh();
};

const asked = (opId: OpId): unknown =>
  (
    JSON.parse(
      String(desk.raw.prepare('SELECT input FROM command_log WHERE op_id = ?').pluck().get(opId)),
    ) as { asked: unknown }
  ).asked;

const libraryId = 1 as LibraryId;
const reader = { barcode: 'P-77', name: 'Reader, A.', email: 'a@reader.example', libraryId };

test('the log stores the requested change of a record; a name is removed from it when the record no longer has it', () => {
  const places = placesService(desk.context);
  const added = { opId: newOpId(), id: null, values: reader };
  const { id } = valueOf(places.savePatron(added));
  expect(asked(added.opId)).toEqual({ id: null, values: reader });
  const renamed = { opId: newOpId(), id: id as PatronId, values: { ...reader, name: 'Reader, B.' } };
  valueOf(places.savePatron(renamed));
  expect(asked(added.opId)).toEqual({ id: null, values: { libraryId } });
  expect(asked(renamed.opId)).toEqual({ id, values: renamed.values });
  // A repeated command is still recognised, and a different one with the same id as different.
  expect(places.savePatron(added)).toEqual({ ok: true, value: { id } });
  expect(places.savePatron({ ...added, values: renamed.values })).toMatchObject({
    ok: false,
    error: { code: 'operation-mismatch' },
  });
  const removal = { opId: newOpId(), kind: 'patron' as const, id };
  valueOf(places.remove(removal));
  expect(asked(renamed.opId)).toEqual({ id, values: { libraryId } });
  expect(asked(removal.opId)).toEqual({ kind: 'patron', id });
  const logs = desk.raw
    .prepare('SELECT input AS text FROM command_log UNION ALL SELECT ifnull(before, after) FROM change_log')
    .pluck()
    .all();
  expect(logs.filter((text) => /Reader, |P-77|reader\.example/.test(String(text)))).toEqual([]);
});

test('a record that follows its file again is not remembered with typed values', () => {
  const places = placesService(desk.context);
  const added = { opId: newOpId(), id: null, values: reader };
  const { id } = valueOf(places.savePatron(added));
  valueOf(places.followFile({ opId: newOpId(), kind: 'patron', id }));
  expect(asked(added.opId)).toEqual({ id: null, values: { libraryId } });
});

test('a change by a version that kept only a digest is left unchanged', () => {
  const places = placesService(desk.context);
  const added = { opId: newOpId(), id: null, values: reader };
  const { id } = valueOf(places.savePatron(added));
  desk.raw
    .prepare(`UPDATE command_log SET input = json_remove(input, '$.asked') WHERE op_id = ?`)
    .run(added.opId);
  expect(places.savePatron(added)).toEqual({ ok: true, value: { id } });
  valueOf(places.remove({ opId: newOpId(), kind: 'patron', id }));
  expect(asked(added.opId)).toBeUndefined();
});

test('changes of every table shared by a library’s desks are in the log, those of people and places without names', () => {
  const { context } = desk;
  givePin();
  const at = (opId: OpId): unknown[] =>
    desk.raw
      .prepare('SELECT DISTINCT table_name FROM change_log WHERE op_id = ? ORDER BY 1')
      .pluck()
      .all(opId);
  const contact = { code: 'X', name: 'X', address: ['1 Road'], email: '', phone: '' };
  const flags = { renewsAutomatically: true, cancelNeedsConsent: false, active: true };
  const grants = [{ role: 'requests-operator' as const, libraryId, deskId: null }];
  const [places, calendar] = [placesService(context), calendarService(context)];
  const changes: readonly (readonly [tables: readonly string[], change: (opId: OpId) => Result<unknown>])[] =
    [
      [
        ['library', 'library_setting'],
        (opId) => places.saveLibrary({ opId, id: null, values: { ...contact, barcodePrefix: '' } }),
      ],
      [
        ['partner'],
        (opId) =>
          places.savePartner({ opId, id: null, values: { ...contact, ...flags }, profile: { by: 'hand' } }),
      ],
      [['patron'], (opId) => places.savePatron({ opId, id: null, values: reader })],
      [
        ['desk'],
        (opId) =>
          places.saveDesk({
            opId,
            id: null,
            values: { code: 'Y', name: 'Y', libraryId, holdShelf: true, receives: true, active: true },
          }),
      ],
      [
        ['operator', 'operator_role'],
        (opId) =>
          operatorsService(context).save({ opId, id: null, name: 'B. Operator', active: true, grants }),
      ],
      [
        ['opening_hours'],
        (opId) =>
          calendar.saveHours({ opId, libraryId, hours: [{ weekday: 1, opens: '08:00', closes: '18:00' }] }),
      ],
      [
        ['closed_day'],
        (opId) =>
          calendar.closeDays({ opId, libraryId, days: [{ day: '2026-12-25' as CalendarDate, note: '' }] }),
      ],
      [
        ['cancellation_reason'],
        (opId) => reasonsService(context).save({ opId, id: null, code: 'Z', label: 'Z', active: true }),
      ],
      [
        ['letter_template'],
        (opId) =>
          templatesService(context, testTemplates()).saveTemplate({
            opId,
            libraryId,
            code: 'patron-overdue',
            subject: 'Overdue',
            body: 'Bring it back.',
          }),
      ],
      [
        ['library_setting'],
        (opId) =>
          saveLibrarySettings(context, {
            opId,
            libraryId,
            settings: { holdShelf: { days: 5, parcelDays: 2 } },
          }),
      ],
      [
        ['library_setting'],
        (opId) =>
          saveInstallationSettings(context, { opId, settings: { library: { timeZone: 'Europe/Berlin' } } }),
      ],
    ];
  for (const [tables, change] of changes) {
    const opId = newOpId();
    valueOf(change(opId));
    expect(at(opId)).toEqual(tables);
    expect(asked(opId)).toBeDefined();
  }
  const columns = (table: string): string[] =>
    Object.keys(
      JSON.parse(
        String(
          desk.raw
            .prepare('SELECT after FROM change_log WHERE table_name = ? ORDER BY id DESC LIMIT 1')
            .pluck()
            .get(table),
        ),
      ) as object,
    ).sort();
  expect(columns('patron')).toEqual(['edited_at', 'id', 'library_id']);
  expect(columns('operator')).toEqual(['active', 'id']);
  expect(columns('partner')).toEqual([
    'active',
    'cancel_needs_consent',
    'code',
    'edited_at',
    'held_at',
    'id',
    'profile',
    'renews_automatically',
  ]);
});

test('no log contains an operator’s PIN', async () => {
  givePin();
  const operators = operatorsService(desk.context);
  const { id } = valueOf(
    operators.save({
      opId: newOpId(),
      id: null,
      name: 'B. Operator',
      active: true,
      grants: [{ role: 'requests-operator', libraryId, deskId: null }],
    }),
  );
  valueOf(await operators.setPin({ id: id as OperatorId, pin: '246813', current: null }));
  const { pin_hash: hash } = desk.raw.prepare('SELECT pin_hash FROM operator WHERE id = ?').get(id) as {
    pin_hash: string;
  };
  expect(hash).not.toBe('');
  const logs = desk.raw
    .prepare(
      `SELECT input FROM command_log UNION ALL SELECT answer FROM command_log
       UNION ALL SELECT ifnull(before, '') || ifnull(after, '') FROM change_log`,
    )
    .pluck()
    .all();
  expect(
    logs.filter((text) => /246813|scrypt|pin_/.test(String(text)) || String(text).includes(hash)),
  ).toEqual([]);
});
