import { activeTurn, type Life, volumesOf } from './life.ts';
import { type Turn, wasAsked } from './turn.ts';

const hasSupplied = ({ state }: Turn): boolean => state === 'closing' || state === 'supplied';

/**
 * Returns the turn whose partner a request shows: the active one; if none is active, the last one that sent the patron something, or else
 * anything; if none did, the last one asked. Undefined if none was asked, or if none has it and the next one is to be asked.
 */
export const shownTurn = (
  life: Pick<Life, 'turns' | 'volumes' | 'endedAs' | 'cancelWish'>,
): Turn | undefined => {
  const asked = life.turns.filter(wasAsked);
  const sentToPatron = ({ id }: Turn): boolean => volumesOf(life, id).some(({ use }) => use === 'for-patron');
  const sender = asked.findLast(sentToPatron) ?? asked.findLast(hasSupplied);
  const isWanted = life.endedAs === null && life.cancelWish === null;
  const isToBeSent = isWanted && life.turns.some(({ state }) => state === 'waiting');
  return activeTurn(life) ?? sender ?? (isToBeSent ? undefined : asked.at(-1));
};
