import { addDays } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { addRequest, type TestDesk } from '../../../../support/desk.ts';

const day = (text: string): CalendarDate => text as CalendarDate;

/** Pseudorandom numbers, the same in each run. */
const numbersFrom = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

/** Some hundred requests with their turns, volumes, loans, stays and steps, over two years. */
export const fillLibrary = (desk: TestDesk): void => {
  const random = numbersFrom(20_261_125);
  const at = (date: CalendarDate, days: number): string =>
    `${addDays(date, days)}T${String(random(24)).padStart(2, '0')}:45:00.000Z`;
  const line = desk.raw.prepare(
    'INSERT INTO turn (request_id, position, partner_id, state, asked_at, shipped_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const item = desk.raw.prepare(
    `INSERT INTO item (id, request_id, barcode, volume, status, desk_id, received_at, turn_id, returned_at, left_shelf_since, left_shelf_at, left_shelf_as)
     VALUES (?, ?, ?, 1, ?, 1, ?, ?, ?, ?, ?, ?)`,
  );
  const loan = desk.raw.prepare(
    'INSERT INTO loan (item_id, patron_id, loaned_on, due_on, ended_on) VALUES (?, 1, ?, ?, ?)',
  );
  const step = desk.raw.prepare(
    `INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer) VALUES (?, ?, 1, ?, ?, ?, '{}', '{}')`,
  );
  const statuses = [
    'READY_TO_SEND',
    'REQUEST_SENT',
    'SHIPPED_PHYSICALLY',
    'REJECTED',
    'REQUEST_COMPLETED',
    'LOANED',
    'CANCELLED_BY_STAFF',
    'SOMETHING_ELSE',
  ];
  for (let n = 1; n <= 400; n += 1) {
    const made = addDays(day('2025-01-10'), random(680));
    const id = addRequest(
      desk,
      {
        externalId: `R${n}`,
        status: statuses[random(statuses.length)]!,
        pickupDeskId: [1, 2, 3, null][random(4)]!,
      },
      true,
    );
    desk.raw
      .prepare('UPDATE request SET created_at = ?, made_at_library_id = 2 WHERE id = ?')
      .run(at(made, 0), id);
    const asked = at(made, random(3));
    const shipped = random(3) === 0 ? null : at(made, 4 + random(80));
    const arrived = at(made, 90 + random(9));
    const turns = [
      line.run(id, 1, 1, ['rejected', 'declined', 'cancelled', 'passed-over'][random(4)], asked, shipped),
      line.run(
        id,
        2,
        2,
        ['asked', 'shipped', 'closing', 'supplied'][random(4)],
        random(2) ? at(made, 5) : null,
        shipped,
      ),
      line.run(id, 3, 3, ['waiting', 'passed-over', 'no-answer'][random(3)], null, null),
    ];
    if (random(4) > 0) {
      const back = random(2) === 0;
      item.run(
        n,
        id,
        random(9) ? `B${n}` : '',
        back ? 'returned-to-partner' : ['on-loan', 'lost'][random(2)],
        arrived,
        turns[random(2)]?.lastInsertRowid,
        back ? at(made, 120 + random(70)) : null,
        ...(random(2)
          ? [arrived, at(made, 99 + random(30)), ['on-loan', 'in-transit'][random(2)]]
          : [null, null, null]),
      );
      const due = addDays(made, 110 + random(40));
      loan.run(n, addDays(made, 100), due, back || random(2) ? addDays(due, random(90) - 20) : null);
      for (const kind of ['receive', 'lend', 'undo', 'add-note'])
        step.run(`op-${n}-${kind}`, kind, 1 + random(3), at(made, random(200)), id);
    }
  }
  desk.raw.exec(
    "UPDATE command_log SET undone_by = 'op-1-undo' WHERE seq % 7 = 0 AND EXISTS (SELECT 1 FROM command_log WHERE op_id = 'op-1-undo')",
  );
};
