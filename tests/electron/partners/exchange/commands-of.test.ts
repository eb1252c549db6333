import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asPartner } from '../../../../electron/main/desk/context.ts';
import { takeAsked } from '../../../../electron/main/desk/steps/take.ts';
import { commandsOf } from '../../../../electron/main/partners/exchange/commands-of.ts';
import {
  conversationAfterReceiving,
  newConversation,
} from '../../../../electron/main/partners/iso18626/conversation.ts';
import { standingOf } from '../../../../electron/main/partners/iso18626/standing.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { volumesOf } from '../../../../shared/domain/life/life.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import { askedStep } from '../../../../shared/ipc/step-inputs.ts';
import {
  type DecisionDesk,
  done,
  north,
  openDecisionDesk,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { changed, meaning } from '../../../support/iso18626/meaning.ts';
import type { Saying } from '../../../support/lender/peer-xml.ts';
import { receivingAt } from '../../../support/receiving.ts';

let desk: DecisionDesk;
let id: RequestId;
let conversation = newConversation;
let count = 0;
beforeEach(() => {
  desk = openDecisionDesk();
  conversation = newConversation;
  id = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north, west] });
});
afterEach(() => desk.close());
const { receive } = receivingAt(() => desk);

const commands = (saying: Saying, identity: string) => {
  const { life } = desk.facts(id);
  const turnId = turnOfPartner(desk, id, north);
  const meant = meaning(saying, standingOf(life, turnId, conversation));
  conversation = conversationAfterReceiving(conversation, meant);
  const volumesOut = volumesOf(life, turnId).filter(isOut);
  return commandsOf(meant, { requestId: id, turnId, volumesOut }, identity);
};
/** North says something, and the desk takes the steps that follow. @returns how the door answered each */
const says = (saying: Saying): readonly string[] =>
  commands(saying, `message ${(count += 1)}`).map((command) => {
    expect(askedStep.safeParse(command).error).toBeUndefined();
    const answer = takeAsked(asPartner(desk.context, desk.context.session.desk()), command);
    return answer.ok ? command.kind : answer.error.code;
  });
const datesOut = () => desk.facts(id).items.map(({ dueOn }) => dueOn);

describe('The steps of a message', () => {
  it('are taken by the desk, from the first word to the last', () => {
    expect(says(changed('WillSupply', { expected: '2026-12-01T00:00:00Z' }))).toEqual(['partner-answer']);
    expect(desk.statusOf(id)).toBe('WILL_SUPPLY');
    expect(says(changed('Loaned', { dueDate: '2027-01-15T00:00:00Z' }))).toEqual(['partner-answer']);
    expect(desk.statusOf(id)).toBe('SHIPPED_PHYSICALLY');
    done(receive({ requestId: id, barcode: 'N-1' }));
    expect(datesOut()).toEqual(['2027-01-15']);
    expect(says(changed('Recalled', { dueDate: '2026-12-20T00:00:00Z' }))).toEqual(['partner-answer']);
    expect(desk.statusOf(id)).toBe('RECALLED_BOR');
    // It cannot have back what is still here: a task.
    expect(says(changed('LoanCompleted'))).toEqual(['status-forbids']);
    expect(says({ reason: 'Notification', note: 'Hello' })).toEqual(['add-note']);
  });

  it('give a due date to a volume that came before it was announced', () => {
    // It has named no date yet.
    desk.raw.exec('UPDATE turn SET due_on = NULL');
    done(receive({ requestId: id, barcode: 'N-1' }));
    expect(datesOut()).toEqual([null]);
    const loaned = changed('Loaned', { dueDate: '2027-01-15T00:00:00Z', conditions: ['LibraryUseOnly'] });
    expect(says(loaned)).toEqual(['correct', 'correct', 'partner-answer']);
    expect(datesOut()).toEqual(['2027-01-15']);
    expect(desk.raw.prepare('SELECT reason FROM turn_condition').pluck().all()).toEqual(['LibraryUseOnly']);
  });

  it('keep in the thread a yes to a renewal that nobody waits for and that names the day that stands', () => {
    says(changed('Loaned', { dueDate: '2027-01-15T00:00:00Z' }));
    done(receive({ requestId: id, barcode: 'N-1' }));
    const yes = (dueDate: string) =>
      ({ reason: 'RenewResponse', answer: 'Y', status: 'Loaned', dueDate }) as const;
    const life = () => desk.facts(id).life;
    const before = life();
    expect(says(yes('2027-01-15T00:00:00Z'))).toEqual(['partner-answer']);
    expect(says({ reason: 'RenewResponse', answer: 'Y', status: 'Loaned' })).toEqual(['partner-answer']);
    expect(life()).toEqual(before);
    expect(says(yes('2027-02-15T00:00:00Z'))).toEqual(['partner-answer']);
    expect(datesOut()).toEqual(['2027-02-15']);
  });

  it('may name a day that has passed', () => {
    expect(says(changed('Overdue', { dueDate: '2026-11-20T00:00:00Z' }))).toEqual([
      'partner-answer',
      'partner-answer',
      'correct',
    ]);
    done(receive({ requestId: id, barcode: 'N-1' }));
    expect(datesOut()).toEqual(['2026-11-20']);
    expect(desk.statusOf(id)).toBe('OVERDUE_ITEM');
  });

  it('are taken once, however often the message is applied', () => {
    const first = commands(changed('WillSupply'), 'the same');
    const [command] = first;
    if (!command) throw new Error('no step');
    const answer = takeAsked(desk.context, command);
    conversation = newConversation;
    expect(takeAsked(desk.context, command)).toEqual(answer);
    expect(
      desk.raw.prepare(`SELECT count(*) FROM command_log WHERE kind = 'partner-answer'`).pluck().get(),
    ).toBe(1);
    const of = (identity: string) =>
      commandsOf(
        {
          steps: [
            { kind: 'add-note', text: 'a', active: true },
            { kind: 'add-note', text: 'a', active: true },
          ],
          returnTo: [],
        },
        { requestId: id, turnId: turnOfPartner(desk, id, north), volumesOut: [] },
        identity,
      ).map(({ input }) => input.opId);
    expect(of('one')).toEqual(of('one'));
    expect(new Set([...of('one'), ...of('two')]).size).toBe(4);
  });
});
