import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { partnerAnswerKinds, partnerAnswers } from '../../../../shared/domain/partner-answers.ts';
import { canHappen } from '../../../../shared/domain/life/next.ts';
import { requestStatusCodes } from '../../../../shared/domain/request-status.ts';
import { day, type DecisionDesk, done, openDecisionDesk } from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { codeOf } from '../../../support/results.ts';

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

const anAnswer = (kind: PartnerAnswer['kind']): PartnerAnswer => {
  const dueOn = day('2027-02-01');
  switch (kind) {
    case 'conditional':
      return { kind, reason: 'Other', note: '', replyBy: null };
    case 'shipped':
      return { kind, reason: '', note: '', dueOn };
    case 'renewed':
    case 'patron-renewed':
      return { kind, note: '', dueOn };
    case 'not-arrived':
      return { kind, note: '', itemId: null };
    case 'recalled':
      return { kind, note: '', backBy: dueOn };
    default:
      return { kind, note: '' };
  }
};

/** What an answer to a request without loans comes to: what is not there is named, the rest the lifecycle decides. */
const expectedOf = (life: Life, kind: PartnerAnswer['kind']): string => {
  if (life.endedAs !== null) return 'status-forbids';
  if (kind === 'patron-renewed') return 'loan-unknown';
  if (canHappen(life, partnerAnswers[kind].event)) return 'ok';
  return kind === 'not-arrived' ? 'item-unknown' : 'status-forbids';
};

test(
  'every answer from every status: exactly those that the lifecycle knows, and the others change nothing',
  { timeout: 120_000 },
  () => {
    desk.raw.pragma('synchronous = OFF');
    for (const status of requestStatusCodes) {
      for (const kind of partnerAnswerKinds) {
        const name = `${kind} ${status}`;
        const id = desk.add({ externalId: `${status}/${kind}`, status, items: [] });
        const { life } = desk.facts(id);
        const before = dumpState(desk);
        const result = desk.answer(id, anAnswer(kind));
        expect(codeOf(result), name).toBe(expectedOf(life, kind));
        if (result.ok) done(desk.undo(result.value.opId));
        expect(dumpState(desk), name).toEqual(before);
        desk.raw.exec(
          'DELETE FROM request_event; DELETE FROM change_log; DELETE FROM command_log; DELETE FROM item; DELETE FROM request',
        );
      }
    }
  },
);
