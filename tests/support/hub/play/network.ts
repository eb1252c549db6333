import type { Query } from '../../../../electron/main/sync/hub.ts';
import type { Place, Play } from './play.ts';

/** The network is gone. */
export class Unreachable extends Error {}
/** A workstation asks and asks. */
class Endless extends Error {}

/** More questions than any exchange needs: what waits goes in a few. */
const mostQuestions = 60;

const isGreeting = (text: string): boolean =>
  /hub\.(hello|places|begin_|known_columns|lacks|add_columns)/.test(text);

/**
 * A network that drops, answers twice, and loses only the answer.
 * @param inBetween what other people do while an answer is on its way.
 */
export const throughNetwork =
  (play: Play, place: () => Place, inBetween: (asking: Place) => Promise<void>): Query =>
  async (text, values) => {
    const { hub, random, rare, down, settings } = play;
    const { login } = place();
    if ((place().questions += 1) > mostQuestions) throw new Endless('It asks and asks.');
    // A server that was restored has started again: nobody is connected any more.
    if (place().life !== rare.hubRestored && !isGreeting(text))
      throw new Unreachable('The connection is gone.');
    if (play.isHealed) return await hub.queryAs(login)(text, values);
    // Between what was taken in and what is offered there is the most to miss.
    if (play.depth < 2 && random.chance(text.includes('hub.push') ? 0.6 : 0.2)) await inBetween(place());
    if (down.has(login) || random.chance(0.06)) throw new Unreachable('The network is gone.');
    const asTold = (rows: readonly unknown[]): readonly unknown[] =>
      settings.isHostile === true && text.includes('hub.pull') ? play.lie(rows) : rows;
    const rows = asTold(await hub.queryAs(login)(text, values));
    if (settings.restoresHub === true && place().life !== rare.hubRestored && !isGreeting(text))
      throw new Unreachable('The connection is gone.');
    if (random.chance(0.04)) return asTold(await hub.queryAs(login)(text, values));
    if (random.chance(0.06)) throw new Unreachable('The answer is lost.');
    return rows;
  };
