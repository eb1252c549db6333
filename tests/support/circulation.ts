import { take } from '../../electron/main/desk/steps/take.ts';
import { loansService } from '../../electron/main/desk/queries/lending/lending.service.ts';
import { returningService } from '../../electron/main/desk/queries/returning/returning.service.ts';
import type { DeskId, ItemId, OperatorId, OpId, PatronId, RequestId } from '../../shared/domain/ids.ts';
import type { StepInput } from '../../shared/domain/steps/all-steps.ts';
import type { RoleGrant } from '../../shared/domain/roles.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { Outcome, Undone } from '../../shared/ipc/views.ts';
import type { TestDesk } from './desk.ts';
import { addRequest, newOpId } from './desk.ts';
import { spellOut, turnFor } from './life.ts';
import { valueOf } from './results.ts';

export const main = 1 as DeskId;
export const hilltop = 2 as DeskId;
export const mailRoom = 3 as DeskId;
export const information = 4 as DeskId;
export const reader = 1 as PatronId;
export const other = 2 as PatronId;

/** The calls of the circulation desk on a test desk, each with a new id. */
export const circulationOf = (desk: TestDesk) => {
  const loans = loansService(desk.context);
  const returning = returningService(desk.context);
  return {
    loans,
    returning,
    lend: (
      code: string,
      patronId = reader,
      opId = newOpId(),
      more: Pick<
        StepInput<'lend'>,
        'libraryUse' | 'despiteDemand' | 'despiteBlock' | 'handOver' | 'volume'
      > = {},
    ): Result<Outcome> => take(desk.context, 'lend', { opId, patronId, code, ...more }),
    look: (code: string, volume?: number) => returning.look({ code, ...(volume && { volume }) }),
    giveBack: (
      itemId: ItemId,
      opId = newOpId(),
      more: Pick<StepInput<'return'>, 'partnerId'> = {},
    ): Result<Outcome> => take(desk.context, 'return', { opId, itemId, ...more }),
    scanIn: (code: string, opId = newOpId()): Result<Outcome> =>
      take(desk.context, 'scan-in', { opId, code }),
    undo: (undoes: OpId): Result<Undone> => take(desk.context, 'undo', { opId: newOpId(), undoes }),
  };
};

/** Changes to another desk with the same operator. */
export const goTo = (desk: TestDesk, deskId: DeskId): void => {
  valueOf(desk.context.session.chooseDesk(deskId));
};

/** Signs in another operator, with only these roles, in every library. */
export const grantOnly = (desk: TestDesk, roles: readonly RoleGrant['role'][]): void => {
  desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
  const insert = desk.raw.prepare(
    'INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, ?, ?)',
  );
  for (const libraryId of [1, 2]) for (const role of roles) insert.run(role, libraryId);
  desk.context.session.refresh();
  valueOf(desk.context.session.chooseOperator(2 as OperatorId));
};

export type ItemValues = {
  readonly barcode: string;
  readonly status?: string;
  readonly volume?: number;
  readonly deskId?: number | null;
  readonly destinationDeskId?: number | null;
  readonly owningDeskId?: number | null;
  readonly goingBack?: 0 | 1;
  /** Lent to this patron since 11 November, due 11 December. */
  readonly lentTo?: number;
};

/** Adds an item to a request, as left by earlier steps. It replaces the item without a barcode that follows from the status. */
export const addItem = (desk: TestDesk, requestId: RequestId, values: ItemValues): ItemId => {
  const { lentTo, ...item } = values;
  desk.raw.prepare("DELETE FROM item WHERE request_id = ? AND barcode = ''").run(requestId);
  const id = Number(
    desk.raw
      .prepare(
        `INSERT INTO item (request_id, turn_id, receipt_told, barcode, volume, status, desk_id, destination_desk_id, owning_desk_id,
                           going_back, received_at)
         VALUES (@requestId, @turnId, 1, @barcode, @volume, @status, @deskId, @destinationDeskId, @owningDeskId, @goingBack,
                 '2026-11-10T08:00:00.000Z')`,
      )
      .run({
        requestId,
        turnId: turnFor(desk.raw, requestId),
        status: 'on-hold-shelf',
        volume: 1,
        deskId: 1,
        destinationDeskId: null,
        owningDeskId: 1,
        goingBack: 0,
        ...item,
      }).lastInsertRowid,
  );
  if (lentTo !== undefined)
    desk.raw
      .prepare(
        "INSERT INTO loan (item_id, patron_id, loaned_on, due_on, period_days) VALUES (?, ?, '2026-11-11', '2026-12-11', 30)",
      )
      .run(id, lentTo);
  spellOut(desk.raw, requestId);
  return id as ItemId;
};

/** Adds a request with one item on the hold shelf here. */
export const addShelved = (
  desk: TestDesk,
  externalId: string,
  barcode: string,
  item: Partial<ItemValues> = {},
  status = 'RECEIVED_PHYSICALLY',
): { readonly requestId: RequestId; readonly itemId: ItemId } => {
  const requestId = addRequest(desk, { externalId, status }, true);
  const itemId = addItem(desk, requestId, { barcode, ...item });
  return { requestId, itemId };
};

/** Reads what steps stored: of a request, of an item, messages to others, slips. */
export const storedAt = (desk: () => TestDesk) => ({
  statusOf: (requestId: number): unknown =>
    desk().raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId),
  itemOf: (id: number): unknown =>
    desk()
      .raw.prepare(
        'SELECT status, desk_id, destination_desk_id, going_back, shelved_at, hold_until FROM item WHERE id = ?',
      )
      .get(id),
  messages: (): unknown[] =>
    desk().raw.prepare('SELECT recipient, kind, payload FROM outbox ORDER BY id').all(),
  slips: <S>(): S[] =>
    (desk().raw.prepare('SELECT slip FROM print_job ORDER BY id').pluck().all() as string[]).map(
      (slip) => JSON.parse(slip) as S,
    ),
});
