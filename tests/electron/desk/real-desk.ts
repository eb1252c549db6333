import { inTransaction } from '../../../electron/main/db/open.ts';
import { sql } from '../../../electron/main/db/sql.ts';
import { setAsideIfSuperseded } from '../../../electron/main/desk/output/letters/superseded.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { listItems, volumeOf } from '../../../electron/main/desk/store/items.queries.ts';
import { findRequest, recomputeRequest, lifeOf } from '../../../electron/main/desk/store/requests.queries.ts';
import { findMessage } from '../../../electron/main/desk/store/sending.queries.ts';
import { insertTurn, listTurns, turnOf } from '../../../electron/main/desk/store/turns.queries.ts';
import type { Instant, ItemId, OpId, PartnerId, RequestId, TurnId } from '../../../shared/domain/ids.ts';
import type { Life, LifeEvent, PartnerNotification } from '../../../shared/domain/life/life.ts';
import type { StepInput, StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { Begin, Desk } from '../../shared/domain/life/world-desk.ts';
import { addRequest, newOpId, type TestDesk } from '../../support/desk.ts';
import { type StepDesk, stepOfEvent } from './step-of-event.ts';

type MessageRow = {
  readonly id: number;
  readonly turnId: TurnId;
  readonly kind: string;
  readonly payload: string;
};

/** A desk on a real database: events become steps of staff, and partner words become letters in the outbox. */
export class RealDesk implements Desk, StepDesk {
  private readonly desk: TestDesk;
  readonly requestId: RequestId;
  /** Maps the turns and volumes of the world to those of the database, and vice versa. */
  private readonly turnIds: readonly TurnId[];
  private readonly items = new Map<ItemId, ItemId>();
  /** The steps that can be undone: none of their letters has left. */
  private readonly steps: OpId[] = [];

  constructor(desk: TestDesk, { turns, expected, consent }: Begin, nr: number) {
    this.desk = desk;
    this.requestId = addRequest(
      desk,
      { externalId: `BOOK-${nr}`, status: 'REQUEST_CREATED_BOR', volumes: expected },
      true,
    );
    for (const id of turns) {
      const { raw } = desk;
      raw
        .prepare(
          `INSERT OR REPLACE INTO partner (id, code, name, renews_automatically, cancel_needs_consent) VALUES (?, ?, ?, ?, ?)`,
        )
        .run(id, `P${id}`, `Partner ${id}`, id % 2, consent.has(id) ? 1 : 0);
    }
    this.turnIds = inTransaction(desk.context.db, (db) => {
      const ids = turns.map((id, index) =>
        insertTurn(db, {
          requestId: this.requestId,
          position: index + 1,
          partnerId: Number(id) as PartnerId,
        }),
      );
      recomputeRequest(db, this.requestId, '2026-11-20T08:00:00.000Z' as Instant);
      return ids;
    });
  }

  get life(): Life {
    const { db } = this.desk.context;
    const row = findRequest(db, this.requestId);
    if (!row) throw new Error('the request is gone');
    const life = lifeOf(
      row,
      listTurns(db, this.requestId).map(turnOf),
      listItems(db, this.requestId).map(volumeOf),
    );
    return {
      ...life,
      turns: life.turns.map((turn) => ({ ...turn, id: this.worldTurn(turn.id) })),
      volumes: life.volumes.map((volume) => ({
        ...volume,
        id: this.worldItem(volume.id),
        turnId: this.worldTurn(volume.turnId),
      })),
    };
  }

  private worldTurn(id: TurnId): TurnId {
    return (this.turnIds.indexOf(id) + 1) as TurnId;
  }

  ownTurn(id: TurnId): TurnId {
    return this.turnIds[id - 1] as TurnId;
  }

  private worldItem(id: ItemId): ItemId {
    return [...this.items].find(([, own]) => own === id)?.[0] ?? (0 as ItemId);
  }

  ownItem(id: ItemId): ItemId {
    return this.items.get(id) ?? (999_999 as ItemId);
  }

  take(event: LifeEvent): readonly PartnerNotification[] | null {
    if (event.type === 'request.left') return [];
    const last = this.lastMessage();
    if (!this.takeSteps(event)) return null;
    return this.messagesAfter(last).flatMap((row) => wordOf(row, this) ?? []);
  }

  private takeSteps(event: LifeEvent): boolean {
    const step = stepOfEvent(event, this);
    if (step === null) return false;
    const [kind, input] = step;
    const opId = newOpId();
    const result = take(this.desk.context, kind, { opId, ...input } as unknown as StepInput<StepKind>);
    if (!result.ok) return false;
    this.steps.push(opId);
    if (event.type === 'item.received')
      this.items.set(event.volume.id, (result.value as { volume: { itemId: ItemId } }).volume.itemId);
    return true;
  }

  private lastMessage(): number {
    return sql<[], number>(this.desk.context.db, 'SELECT ifnull(max(id), 0) FROM outbox').pluck().get() ?? 0;
  }

  private messagesAfter(id: number): readonly MessageRow[] {
    return sql<[number, RequestId], MessageRow>(
      this.desk.context.db,
      `SELECT id, turn_id AS turnId, kind, payload FROM outbox
        WHERE id > ? AND request_id = ? AND recipient = 'partner' ORDER BY id`,
    ).all(id, this.requestId);
  }

  private waitingMessages(): readonly MessageRow[] {
    return sql<[RequestId], MessageRow>(
      this.desk.context.db,
      `SELECT id, turn_id AS turnId, kind, payload FROM outbox
        WHERE request_id = ? AND recipient = 'partner' AND state = 'waiting' AND corrected = 0 ORDER BY id`,
    ).all(this.requestId);
  }

  waiting(): readonly TurnId[] {
    return [...new Set(this.waitingMessages().map(({ turnId }) => this.worldTurn(turnId)))];
  }

  leave(turnId: TurnId): PartnerNotification | undefined {
    const { db, now, timeZone } = this.desk.context;
    const row = this.waitingMessages().find((one) => one.turnId === this.ownTurn(turnId));
    const message = row && findMessage(db, row.id);
    if (!message) return undefined;
    return inTransaction(db, (writable) => {
      if (setAsideIfSuperseded(writable, message, { now: now(), timeZone: timeZone() })) return undefined;
      this.desk.raw
        .prepare(
          `UPDATE outbox SET state = 'sent', may_have_left_at = '2026-11-25T10:00:00.000Z' WHERE id = ?`,
        )
        .run(row.id);
      // Sent letters are not undone here: corrections have their own test.
      this.steps.length = 0;
      return wordOf(row, this) ?? undefined;
    });
  }

  /** Undoes the last step if none of its letters has left. */
  undo(): boolean {
    const undoes = this.steps.pop();
    return undoes !== undefined && take(this.desk.context, 'undo', { opId: newOpId(), undoes }).ok;
  }

  ids(itemIds: readonly ItemId[]): readonly ItemId[] {
    return itemIds.map((id) => this.worldItem(id));
  }

  turn(id: TurnId): TurnId {
    return this.worldTurn(id);
  }
}

/** The word that a letter conveys to a partner; null for a correction. */
const wordOf = ({ turnId, kind, payload }: MessageRow, desk: RealDesk): PartnerNotification | null => {
  const facts = JSON.parse(payload) as { readonly itemIds?: readonly ItemId[]; readonly answer?: string };
  const itemIds = desk.ids(facts.itemIds ?? []);
  const word = (): PartnerNotification['word'] | null => {
    switch (kind) {
      case 'condition-answered':
        return facts.answer === 'yes' ? 'condition-accepted' : 'condition-declined';
      case 'lost':
      case 'found':
        return itemIds.length === 0 ? `parcel-${kind}` : kind;
      case 'correction':
        return null;
      default:
        return kind as PartnerNotification['word'];
    }
  };
  const said = word();
  return said === null ? null : { turnId: desk.turn(turnId), word: said, itemIds };
};
