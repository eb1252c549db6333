import type { PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import type { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import type { Life, LifeEvent, PartnerNotification } from '../../../../shared/domain/life/life.ts';
import { newLife } from '../../../../shared/domain/life/life.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';
import { Outbox } from './partners-book.ts';

/** The desk of a world: applies events to the life of its request, and delivers messages to partners. */
export type Desk = {
  readonly life: Life;
  /** Applies an event. @returns what partners are told; null if it is not allowed. */
  take(event: LifeEvent): readonly PartnerNotification[] | null;
  /** The turns with pending messages to their partners. */
  waiting(): readonly TurnId[];
  /** Delivers the next message to a turn's partner; undefined if it is no longer needed. */
  leave(turnId: TurnId): PartnerNotification | undefined;
};

/** How a request begins. */
export type Begin = {
  readonly turns: readonly TurnId[];
  readonly expected: number | null;
  /** The turns whose partner must agree to a cancellation. */
  readonly consent: ReadonlySet<TurnId>;
};

export type Take = typeof lifeAfter;

/** A desk that consists only of the machines. */
export class PureDesk implements Desk {
  life: Life;
  private readonly outbox = new Outbox();
  private readonly takeEvent: Take;

  constructor({ turns, expected }: Begin, take: Take) {
    this.takeEvent = take;
    this.life = {
      ...newLife,
      expected,
      turns: turns.map((id) => newTurn(id, Number(id) as PartnerId)),
    };
  }

  take(event: LifeEvent): readonly PartnerNotification[] | null {
    const outcome = this.takeEvent(this.life, event);
    if (!outcome) return null;
    this.life = outcome.life;
    this.outbox.add(outcome.words);
    return outcome.words;
  }

  waiting(): readonly TurnId[] {
    return this.outbox.waiting();
  }

  leave(turnId: TurnId): PartnerNotification | undefined {
    return this.outbox.leave(turnId);
  }
}
