import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { openTransaction } from '../../../../electron/main/db/open.ts';
import { decisionsService } from '../../../../electron/main/desk/queries/decisions/decisions.service.ts';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { isActive } from '../../../../shared/domain/life/turn.ts';
import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import type { DeskId, RequestId } from '../../../../shared/domain/ids.ts';
import { requestStatusCodes } from '../../../../shared/domain/request-status.ts';
import type { RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { goTo } from '../../../support/circulation.ts';
import { done, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { newOpId } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { lifeRuns } from '../../../support/life-runs.ts';
import { headlinesKnown, checkResult } from '../../../support/windows/check-result.ts';
import { checkSentence } from '../../../support/windows/check-sentence.ts';
import { claims } from '../../../support/windows/claims.ts';
import { type Choice, choicesOf, windowKinds } from '../../../support/windows/choices.ts';
import { anyLife, live, type Lived, tellingLives } from '../../../support/windows/lives.ts';
import { furtherRequests, requestsIn } from '../../../support/windows/requests.ts';
import { look } from '../../../support/windows/seen.ts';
import { settle, type World, worlds } from '../../../support/windows/worlds.ts';

// Compares what a window announces, and what a step then answers, with what the step does, on the real services, in every state that lives
// lead to. A sentence is interpreted as a person would read it (support/windows/claims.ts), not by the code that generated it.

const desk = forEachTest(openDecisionDesk);
let world: World;
const heard = new Set<string>();
const opened = new Set<string>();

const contextNow = () => ({ ...desk.context, lettersWait: () => world.lettersWait });

const factsOf = (id: RequestId): RequestFactsView | undefined =>
  done(decisionsService(contextNow()).facts({ requestIds: [id] })).requests[0];

/** Refusals that a window anticipates: it asks for what is missing, or says why a date is invalid. */
const foreseen: readonly string[] = ['date-refused', 'set-incomplete', 'bad-payload', 'barcode-in-use'];

/** Sends the request, or lets the active partner say that it cannot supply it: returns who is asked as a result. */
const whoIsAskedThen = (id: RequestId): string | null => {
  const before = look(desk, id);
  const active = factsOf(id)?.life.turns.find(isActive);
  const asked = { opId: newOpId(), requestId: id, asOf: null };
  if (active) {
    const answer = { kind: 'rejected', note: '' };
    take(contextNow(), 'partner-answer', { ...asked, answer, turnId: active.id } as never);
  } else take(contextNow(), 'send-request', asked as never);
  const turn = look(desk, id).turns.find(
    (one) =>
      one.state === 'asked' &&
      before.turns.some(({ id: old, state }) => old === one.id && state === 'waiting'),
  );
  return turn?.name ?? null;
};

/** Takes the chosen step, checks what it did, and undoes it. */
const tryChoice = (id: RequestId, { kind, input, sentence }: Choice): string | null => {
  const before = look(desk, id);
  const transaction = openTransaction(desk.context.db);
  try {
    const asked = { opId: newOpId(), requestId: id, asOf: null, ...input };
    const answer = take(contextNow(), kind, asked as never);
    if (!answer.ok)
      return foreseen.includes(answer.error.code)
        ? null
        : `refused: ${answer.error.code} ${answer.error.message}`;
    opened.add(kind);
    const after = look(desk, id);
    const written = after.letters.filter((one) => !before.letters.some((letter) => letter.id === one.id));
    const { lettersWait, daysBeforePartner } = world;
    const askedThen = kind === 'edit-rota' ? whoIsAskedThen(id) : null;
    const taken = { kind, input, before, after, written, lettersWait, daysBeforePartner, askedThen };
    const hear = (words: string) => heard.add(words);
    return checkSentence(sentence, taken, hear) ?? checkResult(answer.value as Outcome, taken, hear);
  } finally {
    transaction.rollBack();
  }
};

/** Every window of a request with each of its choices. */
const choicesNow = (id: RequestId): readonly Choice[] => {
  const facts = factsOf(id);
  return facts ? choicesOf(facts, calendarDateIn(desk.context.now(), desk.context.timeZone())) : [];
};

/** The false sentences among them. */
const liesOf = (id: RequestId): readonly string[] =>
  choicesNow(id).flatMap((choice) => {
    const lie = tryChoice(id, choice);
    return lie === null
      ? []
      : [
          `${look(desk, id).request.status} · ${choice.kind} ${JSON.stringify(choice.input)}: ${lie}\n   ${choice.sentence}`,
        ];
  });

beforeEach(() => {
  desk.raw.pragma('synchronous = OFF');
});

describe.each(Object.entries(worlds))('at a library %s', (_, one) => {
  beforeEach(() => {
    world = one;
    settle(desk, one);
  });

  test('every window announces what its step does, in every status', { timeout: 300_000 }, () => {
    const further = furtherRequests(desk);
    const ids = [...requestStatusCodes.flatMap((status) => requestsIn(desk, status)), ...further];
    expect(ids.flatMap((id) => liesOf(id))).toEqual([]);
    // An item found at another desk is in transit.
    goTo(desk, 2 as DeskId);
    expect(further.flatMap((id) => liesOf(id))).toEqual([]);
  });

  test('and in the states that random lives lead to', { timeout: 300_000 }, () => {
    checkProperty(
      fc.property(anyLife, (life) => {
        expect(liesOf(live({ ...desk, context: contextNow() }, life))).toEqual([]);
      }),
      { ...lifeRuns(60), examples: tellingLives.map((life): [Lived] => [life]) },
    );
  });
});

test.each<[what: string, plant: (sentence: string) => string]>([
  ['another partner hears', (said) => said.replace('North University Library', 'West College')],
  ['it is asked, not told', (said) => said.replace('notified that we no longer need it', 'asked to lend it')],
  ['another end', (said) => said.replace('Cancelled by staff', 'Cancelled by patron')],
  ['nothing of the end', (said) => said.replace(/The request closes[^.]*\./u, '')],
  ['nothing of the patron', (said) => said.replace('The patron will be notified.', '')],
  ['no letter to the patron', (said) => said.replace('The patron will be', 'The patron will not be')],
  ['the patron hears later', (said) => said.replace(/notified\.$/u, 'notified when the request closes.')],
  ['letters wait', (said) => `${said} Mail queued: no mail account.`],
  ['it goes on', (said) => `${said} The request is open again.`],
  ['what nobody checks', (said) => `${said} All is well.`],
])('a false sentence is found: %s', (_, plant) => {
  world = worlds['where every letter leaves'] as World;
  settle(desk, world);
  const id = desk.add({
    externalId: 'R1',
    status: 'REQUEST_SENT',
    rota: [north, west],
    activePartner: north,
  });
  desk.letLeave();
  const [choice] = choicesNow(id).filter(({ kind }) => kind === 'cancel') as [Choice];
  expect(tryChoice(id, choice)).toBeNull();
  const planted = plant(choice.sentence);
  expect(planted).not.toBe(choice.sentence);
  expect(tryChoice(id, { ...choice, sentence: planted })).not.toBeNull();
});

test('every window was opened, and every sentence appeared', () => {
  expect(windowKinds.filter((kind) => !opened.has(kind))).toEqual([]);
  const known = [...claims.map(({ name }) => name), ...headlinesKnown];
  expect(known.filter((words) => !heard.has(words))).toEqual([]);
});
