import type { ItemId, TurnId } from '../ids.ts';
import type { Life, Outcome, PartnerNotification } from './life.ts';
import { requestAfter, type RequestEvent } from './request.machine.ts';
import type { Turn } from './turn.ts';
import type { TurnEvent } from './turn.machine.ts';
import { turnAfter } from './turn.machine.ts';
import type { Volume } from './volume.ts';
import type { VolumeEvent } from './volume.machine.ts';
import { volumeAfter } from './volume.machine.ts';

/** Rejects an event that the machines do not allow. Caught only by `lifeAfter`. */
export class NotAllowed extends Error {}

/** A life while an event is being applied to it, and what partners are told. */
export class Working {
  life: Life;
  words: PartnerNotification[] = [];
  threadOnly = false;

  constructor(life: Life) {
    this.life = life;
  }

  outcome(): Outcome {
    return { life: this.life, words: this.words, threadOnly: this.threadOnly };
  }

  set(changes: Partial<Life>): void {
    this.life = { ...this.life, ...changes };
  }

  moveRequest(type: RequestEvent['type']): void {
    const after = requestAfter(this.life, { type });
    if (!after) throw new NotAllowed();
    this.set(after);
  }

  turn(id: TurnId): Turn {
    const turn = this.life.turns.find((one) => one.id === id);
    if (!turn) throw new NotAllowed();
    return turn;
  }

  volume(id: ItemId): Volume {
    const volume = this.life.volumes.find((one) => one.id === id);
    if (!volume) throw new NotAllowed();
    return volume;
  }

  /** Applies an event to a turn and changes other fields of it. */
  moveTurn(id: TurnId, event: TurnEvent, changes: Partial<Turn> = {}): void {
    const after = turnAfter(this.turn(id), event);
    if (!after) throw new NotAllowed();
    this.setTurn({ ...after, ...changes });
  }

  setTurn(turn: Turn): void {
    this.set({ turns: this.life.turns.map((one) => (one.id === turn.id ? turn : one)) });
  }

  moveVolume(id: ItemId, type: VolumeEvent['type'], changes: Partial<Volume> = {}): void {
    const after = volumeAfter(this.volume(id), { type });
    if (!after) throw new NotAllowed();
    this.setVolume({ ...after, ...changes });
  }

  setVolume(volume: Volume): void {
    this.set({ volumes: this.life.volumes.map((one) => (one.id === volume.id ? volume : one)) });
  }

  /** Records that a partner is told something. */
  tell(turnId: TurnId, word: PartnerNotification['word'], itemIds?: readonly ItemId[]): void {
    this.words.push({ turnId, word, ...(itemIds && { itemIds }) });
  }
}

export const allowIf = (isAllowed: boolean): void => {
  if (!isAllowed) throw new NotAllowed();
};

export const isOpen = ({ life }: Working): boolean => life.endedAs === null;
