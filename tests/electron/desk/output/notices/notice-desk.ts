import { writeNotices } from '../../../../../electron/main/desk/output/notices/write-notices.ts';
import { addDays } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { addItem, circulationOf } from '../../../../support/circulation.ts';
import type { TestDesk } from '../../../../support/desk.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { addAddresses } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';

/** A desk on which only the calendar writes letters: every library wants all of them, the reader has an address. */
export type NoticeDesk = TestDesk & ReturnType<typeof withNotices>;

/** @param day the initial day */
export const openTestDeskOn = (day: string): NoticeDesk => {
  const desk = openTestDesk();
  addAddresses(desk);
  desk.raw.exec(`INSERT INTO patron (id, barcode, name, library_id) VALUES (2, 'P2', 'Unreachable, B.', 1);
    UPDATE library SET letters_off = '[]';`);
  desk.setNow(`${day}T09:00:00Z`);
  return { ...desk, ...withNotices(desk) };
};

const withNotices = (desk: TestDesk) => {
  const itemOf = (barcode: string): ItemId =>
    desk.raw.prepare('SELECT id FROM item WHERE barcode = ?').pluck().get(barcode) as ItemId;
  const kindsAfter = (id: number): string[] =>
    desk.raw
      .prepare('SELECT kind FROM outbox WHERE id > ? AND op_id IS NULL ORDER BY id')
      .pluck()
      .all(id) as string[];
  const newest = (): number =>
    desk.raw.prepare('SELECT ifnull(max(id), 0) FROM outbox').pluck().get() as number;
  const tellOn = (day: string): string[] => {
    const before = newest();
    desk.setNow(`${day}T09:00:00Z`);
    writeNotices(desk.context.db, { now: desk.context.now(), timeZone: desk.context.timeZone() });
    return kindsAfter(before);
  };
  return {
    /** Lends a volume from 11 November to 11 December. */
    lend: (
      externalId: string,
      barcode: string,
      more: { readonly patron?: number; readonly pickup?: number } = {},
    ): RequestId => {
      const { patron = 1, pickup = 1 } = more;
      const id = addRequest(desk, { externalId, status: 'LOANED', pickupDeskId: pickup }, true);
      desk.raw.prepare('UPDATE request SET patron_id = ? WHERE id = ?').run(patron, id);
      addItem(desk, id, { barcode, status: 'on-loan', lentTo: patron });
      return id;
    },
    lendVolume: (requestId: number, barcode: string, volume: number): ItemId =>
      addItem(desk, requestId as RequestId, { barcode, volume, status: 'on-loan', lentTo: 1 }),
    shelve: (externalId: string, barcode: string, until: string): ItemId => {
      const id = addRequest(desk, { externalId, status: 'RECEIVED_PHYSICALLY' }, true);
      const itemId = addItem(desk, id, { barcode });
      desk.raw
        .prepare("UPDATE item SET hold_until = ?, shelved_at = '2026-12-01T09:00:00.000Z' WHERE id = ?")
        .run(until, itemId);
      return itemId;
    },
    giveBack: (barcode: string): OpId => valueOf(circulationOf(desk).giveBack(itemOf(barcode))).opId,
    undo: (opId: OpId): void => void valueOf(circulationOf(desk).undo(opId)),
    lettersOff: (libraryId: number, ...names: readonly string[]): void =>
      void desk.raw
        .prepare('UPDATE library SET letters_off = ? WHERE id = ?')
        .run(JSON.stringify(names), libraryId),
    /** Closes a library for a week. */
    close7: (first: string, libraryId: number): void => {
      for (let ahead = 0; ahead < 7; ahead += 1)
        desk.raw
          .prepare("INSERT INTO closed_day (library_id, day, note) VALUES (?, ?, '')")
          .run(libraryId, addDays(first as CalendarDate, ahead));
    },
    /** Returns what the clock writes on a day. */
    tellOn,
    /** Returns what it writes on several days, with the day. */
    tellDaily: (first: string, count: number): string[] =>
      Array.from({ length: count }, (_, ahead) => addDays(first as CalendarDate, ahead)).flatMap((day) =>
        tellOn(day).map((kind) => `${day} ${kind}`),
      ),
    payloads: (): unknown[] =>
      (
        desk.raw
          .prepare('SELECT payload FROM outbox WHERE op_id IS NULL ORDER BY id')
          .pluck()
          .all() as string[]
      ).map((payload) => JSON.parse(payload) as unknown),
  };
};
