import type { TurnId } from '../ids.ts';
import type { Life } from './life.ts';
import { volumesOf } from './life.ts';
import { isOver, wasAsked } from './turn.ts';

/** The turns whose partner may have sent what is in hand, in the order of the rota: all that were asked; where none was, the first that waits. */
export const possibleSenders = ({ turns }: Pick<Life, 'turns'>): readonly TurnId[] => {
  const asked = turns.filter(wasAsked);
  const [first] = turns;
  if (asked.length === 0) return first ? [first.id] : [];
  return asked.map(({ id }) => id);
};

/**
 * The turn that sent what is in hand, where that is plain: the only one that can be, or the only one that announced a parcel that is not here
 * while every other one is over.
 * @param announcement the state of a turn that announced a parcel, or a file.
 * @returns null where staff must choose.
 */
export const plainSender = (
  life: Pick<Life, 'turns' | 'volumes'>,
  announcement: 'shipped' | 'shipped-digitally' = 'shipped',
): TurnId | null => {
  const senders = possibleSenders(life);
  if (senders.length === 1) return senders[0] ?? null;
  const open = life.turns.filter((turn) => senders.includes(turn.id) && !isOver(turn));
  const [announced, ...others] = open.filter(({ state }) => state === announcement);
  if (!announced || others.length > 0) return null;
  const isTheOnlyOpen = open.every(({ id }) => id === announced.id);
  return isTheOnlyOpen ? announced.id : null;
};

/** Whether something of the turn came. */
export const hasSent = (life: Pick<Life, 'volumes'>, turnId: TurnId): boolean =>
  volumesOf(life, turnId).length > 0;
