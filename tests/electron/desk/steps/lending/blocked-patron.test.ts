import { beforeEach, expect, test } from 'vitest';
import { rerun } from '../../../../../electron/main/desk/steps/undo/redo.ts';
import { openStepDesk } from '../../../../../electron/main/sync/step-desk.ts';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { OperatorId } from '../../../../../shared/domain/ids.ts';
import type { CardLookUp } from '../../../../../shared/ipc/calls/look-ups.ts';
import type { PatronBlock } from '../../../../../shared/domain/patron-blocks.ts';
import type { TestDesk } from '../../../../support/desk.ts';
import { dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { addShelved, circulationOf, main, reader } from '../../../../support/circulation.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { codeOf, sentenceOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
beforeEach(() => addShelved(desk, 'R-1', 'N-1'));

const found = (...blocks: readonly PatronBlock[]): Extract<CardLookUp, { state: 'found' }> => ({
  state: 'found',
  name: 'Reader, A.',
  email: '',
  library: '',
  expiresOn: null,
  blocks: [...blocks],
  otherBlocks: [],
  message: '',
});

/** The desk, whose other system said this of the reader’s card. */
const saying = (said: CardLookUp | null): TestDesk => ({
  ...desk,
  context: {
    ...desk.context,
    lookUps: { known: (card) => (card === 'P1000001' ? said : null), ask: () => said },
  },
});

test('an item is lent to a blocked patron only if staff decide so, and the history records that without the reason', () => {
  const before = dumpState(desk);
  const { lend, undo } = circulationOf(saying(found('no-borrowing', 'fines')));
  const asked = lend('N-1');
  expect(codeOf(asked)).toBe('patron-blocked');
  expect(sentenceOf(asked)).toBe(
    'The other system says that this patron is blocked: fines over the limit. Lend anyway?',
  );
  expect(dumpState(desk)).toEqual(before);
  const { opId, headline } = valueOf(lend('N-1', reader, newOpId(), { despiteBlock: true }));
  expect(headline).toBe('Lent despite a block, due 15 Jan 2027');
  const logged = desk.raw.prepare('SELECT input FROM command_log WHERE op_id = ?').pluck().get(opId);
  expect(logged).toContain('"despiteBlock":true');
  expect(logged).not.toContain('fines');
  valueOf(undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('a block that only the other system has words for is said in its words', () => {
  const said = { ...found('no-borrowing'), otherBlocks: ['Unpaid Bill'] };
  expect(sentenceOf(circulationOf(saying(said)).lend('N-1'))).toBe(
    'The other system says that this patron is blocked: Unpaid Bill. Lend anyway?',
  );
});

test.each([
  ['nothing is known', null],
  ['the other system is being asked', { state: 'asking' }],
  ['it could not be asked', { state: 'failed', words: 'There is no connection.' }],
  ['it does not know the card', { state: 'not-found' }],
  ['it has no block', found()],
] as const)('an item is lent as always while %s', (_name, said) => {
  expect(valueOf(circulationOf(saying(said)).lend('N-1')).headline).toBe('Lent, due 15 Jan 2027');
});

test('a step that is replayed does not ask about a block that was learnt since', () => {
  const { opId } = valueOf(circulationOf(saying(null)).lend('N-1'));
  const input = desk.raw.prepare('SELECT input FROM command_log WHERE op_id = ?').pluck().get(opId) as string;
  const blocked = saying(found('fines'));
  valueOf(circulationOf(blocked).undo(opId));
  expect(codeOf(circulationOf(blocked).lend('N-1'))).toBe('patron-blocked');
  const taker = {
    operatorId: 1 as OperatorId,
    deskId: main,
    at: instantOf(desk.context.now()),
    timeZone: 'Europe/London',
    requestId: null,
  };
  const replayed = openStepDesk(blocked.context.db).as(taker, (context) =>
    rerun(context, { kind: 'lend', input }, newOpId()),
  );
  expect(replayed).toMatchObject({ ok: true });
});
