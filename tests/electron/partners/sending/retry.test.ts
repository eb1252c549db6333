import { expect, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import type { PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { newOpId } from '../../../support/desk.ts';
import { newFields } from '../../../support/hub/staff-acts.ts';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { scripts } from '../../../support/lender/scripts.ts';
import { valueOf } from '../../../support/results.ts';

// A partner ends a request and says that it may be asked again: on other terms, or later.

const here = useDeskAndLender();

const statusOf = (id: RequestId): unknown =>
  here.desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(id);
/** The requests that left, in order: what each is, and which one it names. */
const requests = (): readonly (readonly [type: string, previous: string])[] =>
  (
    here.desk.raw
      .prepare(
        "SELECT raw FROM partner_message WHERE direction = 'out' AND raw LIKE '%<request>%' ORDER BY id",
      )
      .pluck()
      .all() as string[]
  ).map((raw) => [
    /<requestType>(\w+)/u.exec(raw)?.[1] ?? '',
    /<requestingAgencyPreviousRequestId>([^<]+)/u.exec(raw)?.[1] ?? '',
  ]);
const answers = (requestId: RequestId, accept: boolean): void =>
  void valueOf(
    take(here.desk.context, 'conditional-reply', {
      opId: newOpId(),
      requestId,
      asOf: null,
      accept,
      note: '',
      withoutNote: true,
    }),
  );
const repeats = (againOf: RequestId): RequestId => {
  const created = valueOf(
    take(here.desk.context, 'create-request', {
      opId: newOpId(),
      externalId: '',
      fields: newFields,
      partnerIds: [1 as PartnerId],
      againOf,
    }),
  );
  return created.requestId;
};

test('an offer that ends the request is accepted by a request that names it, and lives its whole life', async () => {
  here.script = scripts.RETRY_COND;
  here.profile = { convention: 'retry' };
  here.back();
  const [requestId, first] = await here.lend();
  expect([statusOf(requestId), here.lender.entry(first).status]).toEqual(['CONDITIONAL', 'RetryPossible']);
  answers(requestId, true);
  await here.settled();
  const second = here.sentAs(requestId);
  expect(second).not.toBe(first);
  expect(requests()).toEqual([
    ['New', ''],
    ['Retry', first],
  ]);
  expect(statusOf(requestId)).toBe('SHIPPED_PHYSICALLY');
  here.receives(requestId);
  await here.settled();
  here.sendsBack(requestId);
  await here.settled();
  expect([here.heard(first), here.heard(second)]).toEqual([[], ['Received', 'ShippedReturn']]);
  expect([statusOf(requestId), here.lender.entry(second).status]).toEqual([
    'REQUEST_COMPLETED',
    'LoanCompleted',
  ]);
});

test('an offer that is declined needs no message', async () => {
  here.script = scripts.RETRY_COND;
  here.profile = { convention: 'retry' };
  here.back();
  const [requestId] = await here.lend();
  answers(requestId, false);
  await here.settled();
  expect([requests(), statusOf(requestId)]).toEqual([[['New', '']], 'REJECTED']);
});

test('a request that repeats one names it to the partner that said it may be asked again', async () => {
  here.script = scripts.RETRY_ONLOAN;
  const [first, sentAs] = await here.lend();
  expect(statusOf(first)).toBe('REJECTED');
  const second = repeats(first);
  here.send(second);
  await here.settled();
  expect(requests()).toEqual([
    ['New', ''],
    ['Retry', sentAs],
  ]);
  expect(statusOf(second)).toBe('SHIPPED_PHYSICALLY');
});

test('a request that repeats one that the partner could not fill is a new one', async () => {
  here.script = scripts.UNFILLED;
  const [first] = await here.lend();
  const second = repeats(first);
  here.send(second);
  await here.settled();
  expect(requests()).toEqual([
    ['New', ''],
    ['New', ''],
  ]);
});
