import { expect, test } from 'vitest';
import { todaysStepsService } from '../../../../../electron/main/desk/queries/history/steps.service.ts';
import { undoFactsService } from '../../../../../electron/main/desk/queries/history/undo-facts.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { StepView } from '../../../../../shared/ipc/views.ts';
import { done, itemsOf, north, openDecisionDesk } from '../../../../support/decision-desk.ts';
import { newOpId } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';

const desk = forEachTest(openDecisionDesk);

const rowOf = (opId: OpId): StepView | undefined =>
  done(todaysStepsService(desk.context).today({ limit: 50 })).find((step) => step.opId === opId);

const returnFirst = (...items: readonly string[]): OpId => {
  const requestId = desk.add({ externalId: `R-${items.length}`, items });
  const [itemId] = itemsOf(desk, requestId);
  return done(take(desk.context, 'return', { opId: newOpId(), itemId: itemId! })).opId;
};

test('an undo says what it undid, which volume, where that is now, and who gets a correction; so does the row of the step', () => {
  const returned = returnFirst('on-hold-shelf', 'on-hold-shelf');
  desk.letLeave();
  const preview = done(undoFactsService(desk.context).undoFacts({ undoes: returned })).preview;
  const undone = done(desk.undo(returned));
  expect(undone.headline).toBe(
    'Undone: Returned to the partner, volume 1. Now on hold shelf, Main Circulation Desk.',
  );
  expect(undone.corrections).toEqual(['A correction will be sent to North University Library.']);
  // The same sentence before and after.
  expect(preview).toContain(undone.corrections?.[0]);
  expect(rowOf(returned)).toMatchObject({
    undone: true,
    headline: `${undone.headline} A correction will be sent to North University Library.`,
  });
});

test('the first volume of a set is named while the others are only expected', () => {
  const requestId = desk.add({ externalId: 'R-1', items: ['on-hold-shelf'] });
  desk.raw.prepare('UPDATE request SET volumes_expected = 3 WHERE id = ?').run(requestId);
  const [itemId] = itemsOf(desk, requestId);
  const { opId } = done(take(desk.context, 'return', { opId: newOpId(), itemId: itemId! }));
  expect(done(desk.undo(opId)).headline).toContain('Undone: Returned to the partner, volume 1.');
});

test('where no volume has moved, an undo says the status', () => {
  const requestId = desk.add({
    externalId: 'R-1',
    status: 'READY_TO_SEND',
    rota: [north],
    activePartner: null,
  });
  const { opId } = done(desk.send(requestId));
  expect(done(desk.undo(opId)).headline).toBe(
    'Undone: Request to partner. The status is “Ready to be sent” again.',
  );
});

test('where no letter was sent, no correction is named; without an address staff tell the reader', () => {
  const returned = returnFirst('on-hold-shelf', 'on-hold-shelf');
  expect(done(desk.undo(returned)).corrections).toBeUndefined();
  const again = returnFirst('on-hold-shelf');
  desk.letLeave();
  desk.raw.exec("UPDATE partner SET email = ''");
  expect(done(desk.undo(again)).corrections).toEqual([
    'There is no address for the correction to North University Library: the letter is under Contact by hand.',
  ]);
});

test('the rows of a request that no longer exists keep its name', () => {
  const created = done(
    take(desk.context, 'create-request', {
      opId: newOpId(),
      externalId: '',
      partnerIds: [north],
      fields: {
        title: 'Silent Spring',
        author: '',
        format: 'physical',
        patronId: 1 as never,
        pickupDeskId: 1 as never,
        volumes: null,
        circulationNote: '',
      },
    }),
  );
  const sent = done(desk.send(created.requestId!));
  done(desk.undo(sent.opId));
  done(desk.undo(created.opId));
  for (const { opId } of [created, sent])
    expect(rowOf(opId)).toMatchObject({ title: 'Silent Spring', externalId: created.externalId });
  expect(rowOf(created.opId)?.headline).toBe(`Undone: ${created.externalId} no longer exists.`);
});
