import { inTransaction } from '../../../electron/main/db/open.ts';
import { sql } from '../../../electron/main/db/sql.ts';
import { setAsideIfSuperseded } from '../../../electron/main/desk/output/letters/superseded.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { listItems, volumeOf } from '../../../electron/main/desk/store/items.queries.ts';
import { findRequest, keepAgain, lifeOf } from '../../../electron/main/desk/store/requests.queries.ts';
import { findMessage } from '../../../electron/main/desk/store/sending.queries.ts';
import { insertTurn, listTurns, turnOf } from '../../../electron/main/desk/store/turns.queries.ts';
import type {
  CalendarDate,
  Instant,
  ItemId,
  OpId,
  PartnerId,
  PatronId,
  RequestId,
  TurnId,
} from '../../../shared/domain/ids.ts';
import { activeTurn, type Life, type LifeEvent, type PartnerWord } from '../../../shared/domain/life/life.ts';
import type { StepInput, StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { PartnerAnswer } from '../../../shared/ipc/input-shapes.ts';
import type { Begin, Desk } from '../../shared/domain/life/world.ts';
import { addRequest, newOpId, type TestDesk } from '../../support/desk.ts';

type MessageRow = {
  readonly id: number;
  readonly turnId: TurnId;
  readonly kind: string;
  readonly payload: string;
};

const far = '2027-01-05' as CalendarDate;

/** A desk on a real database: events are taken as steps of staff, and words leave as letters of the outbox. */
export class RealDesk implements Desk {
  private readonly desk: TestDesk;
  private readonly requestId: RequestId;
  /** The turns and volumes of the world by those of the database, and the other way round. */
  private readonly turnIds: readonly TurnId[];
  private readonly items = new Map<ItemId, ItemId>();
  /** The steps that can be taken back: none of their letters has left. */
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
      keepAgain(db, this.requestId, '2026-11-20T08:00:00.000Z' as Instant);
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

  private ownTurn(id: TurnId): TurnId {
    return this.turnIds[id - 1] as TurnId;
  }

  private worldItem(id: ItemId): ItemId {
    return [...this.items].find(([, own]) => own === id)?.[0] ?? (0 as ItemId);
  }

  private ownItem(id: ItemId): ItemId {
    return this.items.get(id) ?? (999_999 as ItemId);
  }

  take(event: LifeEvent): readonly PartnerWord[] | null {
    if (event.type === 'request.left') return [];
    const last = this.lastMessage();
    if (!this.takeSteps(event)) return null;
    return this.messagesAfter(last).flatMap((row) => wordOf(row, this) ?? []);
  }

  private takeSteps(event: LifeEvent): boolean {
    const step = this.stepOf(event);
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

  leave(turnId: TurnId): PartnerWord | undefined {
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
      // What left is not taken back here: a correction is another test's.
      this.steps.length = 0;
      return wordOf(row, this) ?? undefined;
    });
  }

  /** Takes the last step back, where nothing of it has left. */
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

  /** The step of staff that an event is; null where there is none. */
  private stepOf(event: LifeEvent): readonly [StepKind, object] | null {
    const { requestId } = this;
    const about = { requestId, asOf: null };
    const noted = { ...about, note: '' };
    const answer = (turnId: TurnId, said: PartnerAnswer): readonly [StepKind, object] => [
      'partner-answer',
      { ...about, answer: said, turnId: this.ownTurn(turnId) },
    ];
    const ofItems = (itemIds: readonly ItemId[]): ItemId => this.ownItem(itemIds[0] as ItemId);
    const turnOfItem = (itemIds: readonly ItemId[]): TurnId =>
      this.life.volumes.find(({ id }) => id === itemIds[0])?.turnId ?? (1 as TurnId);
    const isActive = (turnId: TurnId): boolean => activeTurn(this.life)?.id === turnId;
    switch (event.type) {
      case 'sent':
        return ['send-request', noted];
      case 'next.asked':
        return ['ask-next-partner', noted];
      case 'partner.willSupply':
        return answer(event.turnId, { kind: 'will-supply', note: '' });
      case 'partner.conditional':
        return answer(event.turnId, { kind: 'conditional', reason: 'Other', note: 'x', replyBy: null });
      case 'partner.shipped':
        return answer(event.turnId, { kind: 'shipped', dueOn: event.dueOn ?? null, reason: '', note: '' });
      case 'partner.shippedDigitally':
        return answer(event.turnId, { kind: 'shipped-digitally', note: '' });
      case 'partner.rejected':
        return answer(event.turnId, { kind: 'rejected', note: '' });
      case 'partner.cancelled':
        return answer(event.turnId, { kind: 'cancelled', note: '' });
      case 'partner.cancelAccepted':
        return answer(event.turnId, { kind: 'cancel-accepted', note: '' });
      case 'partner.cancelRefused':
        return answer(event.turnId, { kind: 'cancel-refused', note: '' });
      case 'turn.expired':
        return answer(event.turnId, { kind: 'expired', note: '' });
      case 'partner.overdue':
        return answer(event.turnId, { kind: 'overdue', note: '' });
      case 'partner.recalled':
        return answer(event.turnId, { kind: 'recalled', backBy: null, note: '' });
      case 'demand.withdrawn':
        return answer(event.turnId, { kind: 'demand-withdrawn', note: '' });
      case 'partner.renewed':
        return answer(turnOfItem(event.itemIds), { kind: 'renewed', dueOn: event.dueOn ?? far, note: '' });
      case 'partner.renewalRefused':
        return answer(turnOfItem(event.itemIds), { kind: 'renewal-refused', note: '' });
      case 'partner.checkedIn':
        return answer(event.turnId, {
          kind: 'checked-in',
          itemIds: event.itemIds.map((id) => this.ownItem(id)),
          endsSet: event.endsSet,
          note: '',
        });
      case 'partner.missed':
        return answer(turnOfItem(event.itemIds), {
          kind: 'not-arrived',
          itemId: ofItems(event.itemIds),
          note: '',
        });
      case 'condition.accepted':
      case 'condition.declined':
        return isActive(event.turnId)
          ? [
              'conditional-reply',
              { ...noted, accept: event.type === 'condition.accepted', withoutNote: true },
            ]
          : null;
      case 'item.received':
        return [
          'receive',
          {
            requestId,
            barcode: `BOOK-${requestId}-${event.volume.id}`,
            several: !event.done,
            printSlip: false,
            notifyPatron: true,
            use: event.use,
            details: { turnId: this.ownTurn(event.turnId) },
          },
        ];
      case 'receiving.done':
        return ['finish-receiving', { requestId, notifyPatron: true, rest: 'coming' }];
      case 'file.received':
        return ['receive-digitally', { ...noted, turnId: this.ownTurn(event.turnId) }];
      case 'set.nothingMore':
        return isActive(event.turnId) ? ['end-set', { ...about, rest: 'nothing-more' }] : null;
      case 'set.restNotWanted':
        return ['end-set', { ...about, rest: 'not-wanted' }];
      case 'parcel.claimed':
        return isActive(event.turnId) ? ['claim-parcel', noted] : null;
      case 'parcel.lost':
        return isActive(event.turnId) && this.life.volumes.length === 0
          ? ['report-lost', { ...noted, itemId: null }]
          : null;
      case 'parcel.found':
        return ['report-found', { ...noted, itemId: null }];
      case 'parcel.settled':
        return ['settle-loss', { ...noted, itemId: null }];
      case 'cancelled':
        return [
          'cancel',
          { ...noted, reason: 'NO_LONGER_NEEDED', notifyPatron: true, requestedBy: event.wish },
        ];
      case 'cancellation.withdrawn':
        return ['withdraw-cancellation', noted];
      case 'completed.byHand':
        return ['complete-by-hand', { ...noted, note: 'Over' }];
      case 'item.kept':
        return ['keep', noted];
      case 'items.returned':
        return ['return', { itemId: ofItems(event.itemIds) }];
      case 'items.lost':
        return ['report-lost', { ...noted, itemId: ofItems(event.itemIds) }];
      case 'items.damaged':
        return ['report-damaged', { ...noted, itemId: ofItems(event.itemIds) }];
      case 'items.settled':
        return ['settle-loss', { ...noted, itemId: ofItems(event.itemIds) }];
      case 'renewal.requested':
        return ['request-renewal', { ...about, dueOn: event.dueOn, itemIds: [ofItems(event.itemIds)] }];
      case 'renewal.withdrawn':
        return ['withdraw-renewal', noted];
      case 'item.happened':
        return this.stepOfHappening(event.itemId, event.what);
      default:
        return null;
    }
  }

  private stepOfHappening(itemId: ItemId, what: string): readonly [StepKind, object] | null {
    const code = `BOOK-${this.requestId}-${itemId}`;
    switch (what) {
      case 'loaned':
        return ['lend', { patronId: 1 as PatronId, code, despiteDemand: true }];
      case 'foundOnShelf':
        return [
          'report-found',
          { requestId: this.requestId, asOf: null, note: '', itemId: this.ownItem(itemId) },
        ];
      case 'shelved':
      case 'sentOn':
        return ['scan-in', { code }];
      default:
        return null;
    }
  }
}

/** What a letter to a partner says, as its book hears it; null for a correction. */
const wordOf = ({ turnId, kind, payload }: MessageRow, desk: RealDesk): PartnerWord | null => {
  const facts = JSON.parse(payload) as { readonly itemIds?: readonly ItemId[]; readonly answer?: string };
  const itemIds = desk.ids(facts.itemIds ?? []);
  const word = (): PartnerWord['word'] | null => {
    switch (kind) {
      case 'condition-answered':
        return facts.answer === 'yes' ? 'condition-accepted' : 'condition-declined';
      case 'lost':
      case 'found':
        return itemIds.length === 0 ? `parcel-${kind}` : kind;
      case 'correction':
        return null;
      default:
        return kind as PartnerWord['word'];
    }
  };
  const said = word();
  return said === null ? null : { turnId: desk.turn(turnId), word: said, itemIds };
};
