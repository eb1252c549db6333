import { afterEach, describe, expect, it } from 'vitest';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { CalendarDate, RequestId } from '../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../shared/domain/partner-profile.ts';
import type { StepInput, StepKind } from '../../../shared/domain/steps/all-steps.ts';
import { newOpId } from '../../support/desk.ts';
import { disagreements, heardTwice } from '../../support/exchange/both-sides.ts';
import { faultsBySchema } from '../../support/iso18626/official.ts';
import { DeskAndLender } from '../../support/lender/desk-and-lender.ts';
import { scripts } from '../../support/lender/scripts.ts';
import { sentenceOf, valueOf } from '../../support/results.ts';

// Every scenario that a lender plays (`scripts.ts`), against a desk with its database over HTTP, in both versions, and with all that it says on
// time, twice, late and in the wrong order. What staff do then, and how the request ends, is the same each time.

const notNeeded = {
  reason: 'NO_LONGER_NEEDED',
  note: '',
  notifyPatron: true,
  requestedBy: 'staff',
} as const;

const receive = (here: DeskAndLender, requestId: RequestId, use: StepInput<'receive'>['use']): string =>
  asks(here, 'receive', {
    requestId,
    barcode: `N-${newOpId()}`,
    several: false,
    printSlip: false,
    notifyPatron: true,
    use,
    details: {},
  });

/** What staff do. */
const acts = {
  receive: (here: DeskAndLender, requestId: RequestId) => receive(here, requestId, null),
  'receive a parcel that nobody wants': (here: DeskAndLender, requestId: RequestId) =>
    receive(here, requestId, 'goes-back'),
  'receive the file': (here: DeskAndLender, requestId: RequestId) =>
    asks(here, 'receive-digitally', { requestId, asOf: null, note: '' }),
  renew: (here: DeskAndLender, requestId: RequestId) =>
    asks(here, 'request-renewal', {
      requestId,
      asOf: null,
      dueOn: '2027-02-15' as CalendarDate,
      itemIds: null,
    }),
  'send back': (here: DeskAndLender, requestId: RequestId) => {
    const itemId = here.desk.raw
      .prepare("SELECT id FROM item WHERE request_id = ? AND status <> 'returned' ORDER BY id")
      .pluck()
      .get(requestId);
    return asks(here, 'return', { itemId: itemId as StepInput<'return'>['itemId'] });
  },
  cancel: (here: DeskAndLender, requestId: RequestId) =>
    asks(here, 'cancel', { requestId, asOf: null, ...notNeeded }),
  accept: (here: DeskAndLender, requestId: RequestId) =>
    asks(here, 'conditional-reply', { requestId, asOf: null, accept: true, note: '', withoutNote: true }),
  decline: (here: DeskAndLender, requestId: RequestId) =>
    asks(here, 'conditional-reply', { requestId, asOf: null, accept: false, note: '', withoutNote: true }),
};

/** @returns why it is not possible now; empty if it was done */
const asks = <K extends StepKind>(
  { desk }: DeskAndLender,
  kind: K,
  input: Omit<StepInput<K>, 'opId'>,
): string => sentenceOf(take(desk.context, kind, { opId: newOpId(), ...input } as StepInput<K>));

type Scenario = {
  readonly script: keyof typeof scripts;
  readonly does: readonly (keyof typeof acts)[];
  readonly endsAs: string;
  readonly convention?: ProtocolProfile['convention'];
};

const scenarios: readonly Scenario[] = [
  { script: 'LOANED', does: ['receive', 'send back'], endsAs: 'REQUEST_COMPLETED' },
  { script: 'LOANED_OVERDUE', does: ['receive', 'send back'], endsAs: 'REQUEST_COMPLETED' },
  { script: 'LOANED_RECALLED', does: ['receive', 'send back'], endsAs: 'REQUEST_COMPLETED' },
  { script: 'UNFILLED', does: [], endsAs: 'REJECTED' },
  { script: 'WILLSUPPLY', does: ['cancel'], endsAs: 'CANCELLED_BY_STAFF' },
  { script: 'WILLSUPPLY_LOANED', does: ['receive', 'renew', 'send back'], endsAs: 'REQUEST_COMPLETED' },
  {
    script: 'WILLSUPPLY_LOANED_OVERDUE',
    does: ['receive', 'renew', 'send back'],
    endsAs: 'REQUEST_COMPLETED',
  },
  { script: 'WILLSUPPLY_LOANED_RECALLED', does: ['receive', 'send back'], endsAs: 'REQUEST_COMPLETED' },
  { script: 'WILLSUPPLY_UNFILLED', does: [], endsAs: 'REJECTED' },
  { script: 'COMPLETED', does: ['receive the file'], endsAs: 'RECEIVED_DIGITALLY' },
  { script: 'RETRY_COND', does: [], endsAs: 'REJECTED' },
  { script: 'RETRY_COST', does: [], endsAs: 'REJECTED' },
  { script: 'RETRY_ONLOAN', does: [], endsAs: 'REJECTED' },
  { script: 'RETRY_NOTFOUND', does: [], endsAs: 'REJECTED' },
  { script: 'SET', does: ['receive', 'send back'], endsAs: 'REQUEST_COMPLETED' },
  { script: 'CONDITION_RESHARE', does: ['accept', 'receive', 'send back'], endsAs: 'REQUEST_COMPLETED' },
  { script: 'CONDITION_RESHARE', does: ['decline'], endsAs: 'REJECTED' },
  {
    script: 'CONDITION_ALMA',
    does: ['accept', 'receive', 'send back'],
    endsAs: 'REQUEST_COMPLETED',
    convention: 'accept-reject',
  },
  { script: 'CONDITION_ALMA', does: ['decline'], endsAs: 'REJECTED', convention: 'accept-reject' },
  { script: 'RENEW_NO', does: ['receive', 'renew', 'send back'], endsAs: 'REQUEST_COMPLETED' },
  { script: 'RENEW_WITHOUT_DATE', does: ['receive', 'renew', 'send back'], endsAs: 'REQUEST_COMPLETED' },
  { script: 'CANCEL_NO_OCLC', does: ['cancel'], endsAs: 'CANCELLED_BY_STAFF' },
  { script: 'CANCEL_NO_RESHARE', does: ['cancel'], endsAs: 'CANCELLED_BY_STAFF' },
  {
    script: 'CANCEL_CROSSES_LOAN',
    does: ['cancel', 'receive a parcel that nobody wants', 'send back'],
    endsAs: 'CANCELLED_BY_STAFF',
  },
];

/** Everything that the desk has written to the lender: messages and confirmations. */
const written = ({ desk, lender }: DeskAndLender): readonly string[] => [
  ...(desk.raw.prepare("SELECT raw FROM partner_message WHERE direction = 'out'").pluck().all() as string[]),
  ...lender.answers.map(({ body }) => body),
];

type Arrival = 'on time' | 'twice' | 'late' | 'in the wrong order';

let here: DeskAndLender;

/** What the lender has said arrives. What was not told without it, as it contradicted the lender's last status, staff now send. */
const arrives = async (arrival: Arrival): Promise<void> => {
  await here.settled();
  while (here.lender.waiting > 0) {
    await here.lender.deliver(arrival === 'late' ? 'in-order' : 'backwards');
    await here.settled();
  }
  const waiting = here.desk.raw.prepare("SELECT id FROM outbox WHERE state = 'needs-person'").pluck().all();
  for (const id of waiting as number[]) valueOf(here.letters.retry({ id }));
  if (waiting.length > 0) await arrives(arrival);
};

const play = async ({ does, script }: Scenario, arrival: Arrival): Promise<RequestId> => {
  here.script = scripts[script];
  here.delivery = arrival === 'on time' ? 'at-once' : arrival === 'twice' ? 'twice' : 'held';
  here.appliesAsTheyCome = arrival === 'in the wrong order';
  const requestId = here.newRequest(`${script}-${newOpId().slice(-6)}`);
  here.send(requestId);
  for (const act of does) {
    await (arrival === 'late' ? here.settled() : arrives(arrival));
    if (arrival === 'late' && acts[act](here, requestId) === '') continue;
    if (arrival === 'late') await arrives(arrival);
    expect(acts[act](here, requestId), act).toBe('');
  }
  await arrives(arrival);
  return requestId;
};

describe.each<ProtocolProfile['version']>(['1.2', '2021-2'])('In version %s', (version) => {
  afterEach(() => here.close());

  it.each<Arrival>(['on time', 'twice', 'late', 'in the wrong order'])(
    'both books agree on each scenario if what the lender says comes %s',
    async (arrival) => {
      const conventions = ['reshare', 'accept-reject'] as const;
      for (const convention of conventions) {
        if (convention !== 'reshare') await here.close();
        here = new DeskAndLender();
        here.profile = { version, convention };
        await here.open();
        const ends: unknown[] = [];
        const wanted = scenarios.filter((one) => (one.convention ?? 'reshare') === convention);
        for (const scenario of wanted) {
          const requestId = await play(scenario, arrival);
          const status = here.desk.raw
            .prepare('SELECT status FROM request WHERE id = ?')
            .pluck()
            .get(requestId);
          ends.push([scenario.script, scenario.does, status]);
        }
        expect(ends).toEqual(wanted.map(({ script, does, endsAs }) => [script, does, endsAs]));
        expect(disagreements(here.desk.raw, here.lender.entries)).toEqual([]);
        expect(heardTwice(here.lender.entries)).toEqual([]);
        expect(here.desk.raw.prepare("SELECT raw FROM partner_message WHERE state = 'task'").all()).toEqual(
          [],
        );
        expect(here.queue.faults).toEqual([]);
        expect(faultsBySchema(written(here), version)).toBe('');
      }
    },
  );
});

it('each script is played', () => {
  expect(new Set(scenarios.map(({ script }) => script))).toEqual(new Set(Object.keys(scripts)));
});
