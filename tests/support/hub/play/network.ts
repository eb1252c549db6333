import type { Query } from '../../../../electron/main/sync/hub.ts';
import type { Place, Play } from './play.ts';

/** Thrown when the network is down. */
export class Unreachable extends Error {}
/** Thrown when a workstation queries endlessly. */
class Endless extends Error {}

/** More queries than any exchange needs: pending steps take only a few. */
const maxQuestions = 60;

const isGreeting = (text: string): boolean =>
  /hub\.(hello|places|begin_|known_columns|lacks|add_columns)/.test(text);

/**
 * Simulates a network that drops queries, sends them twice, or loses only the answer.
 * @param inBetween what others do while an answer is on its way.
 */
export const throughNetwork =
  (play: Play, place: () => Place, inBetween: (asking: Place) => Promise<void>): Query =>
  async (text, values) => {
    const { hub, random, rare, down, settings } = play;
    const { login } = place();
    if ((place().questions += 1) > maxQuestions) throw new Endless('It asks and asks.');
    // A restored server has been restarted: all connections are gone.
    if (place().life !== rare.hubRestored && !isGreeting(text))
      throw new Unreachable('The connection is gone.');
    if (play.isHealed) return await hub.queryAs(login)(text, values);
    // The most errors can hide between pulling and pushing.
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
