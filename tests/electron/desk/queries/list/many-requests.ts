import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { DueStage } from '../../../../../shared/domain/life/due-stage.ts';
import { requestStatusCodes } from '../../../../../shared/domain/request-status.ts';
import { openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { spellOut, turnFor } from '../../../../support/life.ts';

export type Row = {
  readonly id: number;
  readonly externalId: string;
  readonly title: string;
  readonly status: string;
  readonly partnerId: number | null;
  readonly deskId: number | null;
  readonly notes: number;
  readonly dueStage: DueStage;
  readonly dueOn: string | null;
  readonly patronDueOn: string | null;
  readonly turnState: string | null;
  readonly demand: string;
  readonly checkInAt: string | null;
  readonly places: string;
  readonly createdAt: string | null;
};

export type ManyRequests = { readonly desk: TestDesk; readonly rows: readonly Row[] };

const today = '2026-11-25';
/** Nothing arrived for these. */
const beforeAnybody = ['REQUEST_CREATED_BOR'];

/** Three hundred requests of every kind, the same in each run. */
export const makeManyRequests = (): ManyRequests => {
  const desk = openTestDesk();
  desk.raw.exec(`
    INSERT INTO partner (id, code, name) VALUES (2, 'SOUTH', 'South College'), (3, 'EAST', 'east Élan Library');
    INSERT INTO patron (id, barcode, name) VALUES (2, 'P2', 'adler, B.'), (3, 'P3', 'Öz, C.'), (4, 'P4', 'Reader, A.')`);
  let state = 5;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const insert = desk.raw.prepare(
    `INSERT INTO request (external_id, title, author, patron_id, pickup_desk_id, partner_id, status, due_on,
                          created_at, updated_at)
     VALUES (?, ?, 'Darwin, Charles', ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (let n = 0; n < 300; n += 1) {
    const status = random(12) === 0 ? 'FROM_OUTSIDE' : pick(requestStatusCodes);
    const { lastInsertRowid: id } = insert.run(
      `${pick(['b', 'B', 'a'])}-${n}`,
      pick(['The Sea', 'the sea around us', 'Atlas', 'Öffnung', `Volume ${n}`]),
      pick([1, 2, 3, 4, null]),
      pick([1, 2, 3, null]),
      pick([1, 2, 3, null]),
      status,
      pick([
        null,
        '2026-11-01',
        '2026-11-24',
        today,
        '2026-11-26',
        '2026-12-02',
        '2026-12-03',
        '2026-12-25',
        '2027-05-05',
      ]),
      pick([
        null,
        '2026-10-01T00:00:00.000Z',
        '2026-10-31T23:59:59.000Z',
        '2026-11-01T00:00:00.000Z',
        '2026-11-22T23:59:59.000Z',
        '2026-11-23T00:00:00.000Z',
        '2026-11-24T10:00:00.000Z',
        '2026-11-25T09:00:00.000Z',
      ]),
      pick(['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z']),
    );
    for (let note = random(3); note > 1; note -= 1)
      desk.raw
        .prepare(
          `INSERT INTO request_note (request_id, author, body, active, created_at) VALUES (?, 'staff', 'x', ?, '2026-11-01T00:00:00.000Z')`,
        )
        .run(id, random(2));
    if (random(4) === 0 && !beforeAnybody.includes(status))
      desk.raw
        .prepare(
          `INSERT INTO item (request_id, turn_id, barcode, volume, status, desk_id, destination_desk_id, received_at, hold_until)
           VALUES (?, ?, ?, 1, ?, 1, 2, '2026-11-01T00:00:00.000Z', ?)`,
        )
        .run(
          id,
          turnFor(desk.raw, id as RequestId),
          `N-${n}`,
          pick(['in-transit', 'on-hold-shelf', 'on-loan']),
          pick(['2026-11-24', today, null]),
        );
  }
  spellOut(desk.raw);
  // A status that takes precedence over an open condition does not answer it.
  desk.raw.exec("UPDATE request SET turn_state = 'conditional' WHERE status = 'CANCEL_REPLY' AND id % 2 = 0");
  for (const [index, itemId] of (
    desk.raw.prepare("SELECT id FROM item WHERE status = 'on-loan'").pluck().all() as number[]
  ).entries())
    desk.raw
      .prepare("INSERT INTO loan (item_id, patron_id, loaned_on, due_on) VALUES (?, 1, '2026-10-01', ?)")
      .run(itemId, ['2026-11-20', today, '2026-11-28', '2026-12-20', '2027-02-02'][index % 5]);
  const rows = desk.raw
    .prepare(
      `SELECT id, external_id AS externalId, title, status, partner_id AS partnerId, pickup_desk_id AS deskId,
              active_notes AS notes, due_stage AS dueStage, due_on AS dueOn, patron_due_on AS patronDueOn, turn_state AS turnState,
              demand, check_in_at AS checkInAt, created_at AS createdAt,
              (SELECT group_concat(status || ifnull(hold_until, '')) FROM item WHERE request_id = request.id) AS places
         FROM request`,
    )
    .all() as Row[];
  return { desk, rows };
};
