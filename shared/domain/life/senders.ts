import type { TurnId } from '../ids.ts';
import type { Life } from './life.ts';
import { isOver, wasAsked } from './turn.ts';

/**
 * Returns the turns whose partner may have sent the item in hand, in rota order: all that were asked or, if none was, the first one
 * waiting.
 */
export const possibleSenders = ({ turns }: Pick<Life, 'turns'>): readonly TurnId[] => {
  const asked = turns.filter(wasAsked);
  const [first] = turns;
  if (asked.length === 0) return first ? [first.id] : [];
  return asked.map(({ id }) => id);
};

/**
 * Returns the turn that sent the item in hand if it is unambiguous: the only possible sender, or the only one that announced a parcel while
 * all others are over.
 * @param announcement the state of a turn that announced a parcel, or a file.
 * @returns null if staff must choose.
 */
export const unambiguousSender = (
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
