import { type Fact, isValid, type Taken } from './claim.ts';
import { claims } from './claims.ts';

/** The facts that a window must mention because they happened. */
const factsOf = ({ before, after }: Taken): readonly Fact[] => {
  const hasEnded = before.request.endedAs === null && after.request.endedAs !== null;
  const opens = before.request.endedAs !== null && after.request.endedAs === null;
  const isWanted = before.request.cancelWish !== null && after.request.cancelWish === null;
  const goesBack = after.items.some(
    ({ id, use, status }) =>
      use === 'goes-back' &&
      !['returned-to-partner', 'handed-over', 'lost'].includes(status) &&
      before.items.some((one) => one.id === id && one.use !== 'goes-back'),
  );
  const isRejected = after.request.status === 'REJECTED' && before.request.status !== 'REJECTED';
  const takenBack = before.turns.some(
    ({ id, requestWaits }) => requestWaits && after.turns.some((one) => one.id === id && !one.requestWaits),
  );
  return [
    ...(hasEnded ? (['ended'] as const) : []),
    ...(opens ? (['open-again'] as const) : []),
    ...(isWanted && !hasEnded && !opens ? (['wish-withdrawn'] as const) : []),
    ...(goesBack ? (['goes-back'] as const) : []),
    ...(isRejected ? (['nobody-left'] as const) : []),
    ...(takenBack ? (['request-taken-back'] as const) : []),
  ];
};

/**
 * Compares a window's sentence with what its step did.
 * @param heard receives the name of each claim that was made.
 * @returns why it is false: a sentence that does not hold, an unknown one, or a missing fact; null if it is true.
 */
export const checkSentence = (
  sentence: string,
  taken: Taken,
  heard: (claim: string) => void,
): string | null => {
  const announced = new Set<number>();
  const covered = new Set<Fact>();
  let rest = sentence.trim();
  while (rest !== '') {
    const found = claims
      .map((claim) => ({ claim, match: claim.words.exec(rest) }))
      .find(({ match }) => match !== null);
    if (!found?.match) return `nobody checks “${rest}”`;
    const { claim, match } = found;
    heard(claim.name);
    const held = claim.holds(taken, match.groups ?? {});
    if (typeof held === 'string') return `“${match[0]}” is false: ${held}`;
    for (const { id } of held.letters ?? []) announced.add(id);
    for (const fact of held.covers ?? []) covered.add(fact);
    rest = rest.slice(match[0].length).trim();
  }
  const unsaid = taken.written.find(({ id }) => !announced.has(id));
  if (unsaid) return `nothing says that a letter “${unsaid.kind}” goes to the ${unsaid.recipient}`;
  const fact = factsOf(taken).find((one) => !covered.has(one));
  if (fact) return `nothing says “${fact}”`;
  const held = taken.written.find(
    ({ turnId, email }) =>
      isValid(email) && taken.after.turns.some(({ id, isHeld }) => isHeld && id === turnId),
  );
  if (held && !sentence.includes('on hold'))
    return `nothing says that the letter “${held.kind}” is held back`;
  const waits = taken.lettersWait !== null && taken.written.some(({ email }) => isValid(email));
  return waits && !sentence.includes('Mail queued:') ? 'nothing says that the letter waits' : null;
};
