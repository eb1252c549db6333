import { createActor, SimulatedClock } from 'xstate';
import type { Actor } from 'xstate';
import type {
  Instant,
  ItemId,
  LibraryId,
  OpId,
  PrintJobId,
  RequestId,
  TurnId,
} from '../../../shared/domain/ids.ts';
import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { StepAnswer } from '../../../shared/ipc/step-answers.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../shared/ipc/result.ts';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import type { Received, ReceivedVolume, ReceiveForm } from '../../../shared/ipc/receiving-views.ts';
import { receivingMachine } from '../../../renderer/src/machines/receiving.machine.ts';
import { callBy, callTimeoutMs } from '../../../renderer/src/machines/call.machine.ts';
import type { ReceivingEvent } from '../../../renderer/src/machines/receiving.context.ts';
import type { SlipAsk } from '../../../renderer/src/machines/slips.ts';
import type { Tone, UndoOrRedo, UndoOrRedoAnswer } from '../../../renderer/src/machines/step-runner.ts';
import { lifeOf, nothingOpen } from './life.ts';

type Call =
  | { readonly name: 'open'; readonly input: Input<'receiving.open'> }
  | { readonly name: 'store'; readonly input: StepInput<'receive'> }
  | { readonly name: 'finish'; readonly input: StepInput<'finish-receiving'> }
  | { readonly name: 'make'; readonly input: Input<'receiving.makeBarcode'> }
  | { readonly name: 'undo'; readonly input: StepInput<'undo'> }
  | { readonly name: 'print'; readonly input: SlipAsk };

type Waiting = Call & { readonly answer: (result: Result<never>) => void; readonly fail: () => void };

/** Returns a volume like the main process does. */
export const volumeOf = (barcode: string, volume: number, opId: string): ReceivedVolume => ({
  itemId: volume as ItemId,
  barcode,
  volume,
  opId: opId as OpId,
  destination: { kind: 'hold-shelf', deskName: 'Main Circulation Desk' },
  use: 'for-patron',
  slip: { jobId: (100 + volume) as PrintJobId, state: 'queued', note: '' },
  where: 'Main Circulation Desk',
  printedAs: null,
});

/** Returns a partner that may have sent it. */
export const senderOf = (id: number): ReceiveForm['senders'][number] => ({
  turnId: id as TurnId,
  name: `Partner ${id}`,
  useConditions: [],
  dueOn: null,
  wantsBack: null,
  getsLetter: true,
});

/** Returns a receive form of the request R1, with these changes. */
export const formOf = (
  change: Partial<Omit<ReceiveForm, 'request'>> & {
    readonly externalId?: string;
    readonly expected?: number;
  } = {},
): ReceiveForm => {
  const { externalId = 'R1', expected = null, ...rest } = change;
  return {
    request: {
      id: 1 as RequestId,
      externalId,
      title: 'The Sea Around Us',
      format: 'physical',
      author: 'Carson, Rachel',
      status: 'SHIPPED_PHYSICALLY',
      patronName: 'A. Reader',
      partnerName: 'North',
      pickupName: 'Main Circulation Desk',
      libraryId: 1 as LibraryId,
      libraryName: 'Main Library',
      patronDueOn: null,
      dueOn: null,
      wantedOn: null,
      createdAt: null,
      updatedAt: '2026-11-25T09:00:00.000Z' as Instant,
      volumesExpected: expected,
      volumesReceived: 0,
      setOpen: false,
      life: lifeOf('SHIPPED_PHYSICALLY'),
      openSince: nothingOpen,
    },
    position: 'begin',
    destination: { kind: 'hold-shelf', deskName: 'Main Circulation Desk' },
    known: null,
    toReturn: null,
    warning: null,
    useConditions: [],
    choice: null,
    senders: [senderOf(1)],
    asksPartner: false,
    unambiguousSender: 1 as TurnId,
    circulationNote: '',
    cost: '',
    notes: [],
    received: [],
    ...rest,
  };
};

/** Returns the answer to a stored volume. */
export const receivedOf = (
  input: StepInput<'receive'>,
  facts: { readonly volume?: number; readonly expected?: number | null; readonly externalId?: string } = {},
): Received => ({
  opId: input.opId,
  requestId: input.requestId,
  externalId: facts.externalId ?? 'R1',
  title: 'The Sea Around Us',
  patronName: 'A. Reader',
  volume: { ...volumeOf(input.barcode, facts.volume ?? 1, input.opId), use: input.use ?? 'for-patron' },
  onlyBarcode: false,
  stays: null,
  goesBackTo: input.use === 'goes-back' ? 'Partner 1' : null,
  volumesExpected: facts.expected ?? null,
  volumesReceived: facts.volume ?? 1,
  loopOpen: input.several,
  told: [],
});

/** Returns the answer to Done. */
export const finishedOf = (opId: OpId) => ({
  opId,
  requestId: 1 as RequestId,
  externalId: 'R1',
  title: 'The Sea Around Us',
  headline: 'Set complete: 2 of 2 volumes',
  told: [],
});

/** Returns the answer to an undo. */
export const undoneOf = (opId: OpId, undoes: OpId, requestId: number | null = 1) => ({
  opId,
  undoes,
  requestId: requestId as RequestId | null,
  externalId: 'R1',
  headline: 'Receiving undone',
  slipsOnPaper: 1,
});

/** Returns a print job like the main process does. */
export const jobOf = (id: number, kind: PrintJobView['kind'] = 'receive'): PrintJobView => ({
  id: id as PrintJobId,
  kind,
  state: 'queued',
  note: '',
  createdAt: '2026-11-25T10:00:00.000Z' as Instant,
  updatedAt: '2026-11-25T10:00:00.000Z' as Instant,
  externalId: 'R1',
  title: 'The Sea Around Us',
  barcode: 'B1',
  undone: false,
  parcelReduced: false,
  parcel: null,
});

/** Returns a refusal of the main process. */
export const refusalOf = (
  code: Problem['code'],
  details?: Problem['details'],
  retryable = false,
): Result<never> => refuse(code, `Refused: ${code}.`, details, retryable);

/**
 * Starts the receiving machine with calls that the test answers, and a clock that only the test advances. Ids count up: `op-1`, `op-2` …
 */
export const startDesk = () => {
  const calls: Waiting[] = [];
  const made: Call[] = [];
  const tones: Tone[] = [];
  const pending = <O, C extends { name: Call['name']; input: unknown }>(name: C['name']) =>
    callBy<C['input'], O>(
      (input) =>
        new Promise((answer, fail) => {
          const call = { name, input } as Call;
          made.push(call);
          calls.push({ ...call, answer, fail: () => fail(new Error('The pipe broke.')) });
        }),
    );
  let ids = 0;
  const clock = new SimulatedClock();
  const actor: Actor<typeof receivingMachine> = createActor(
    receivingMachine.provide({
      actors: {
        openRequest: pending<Output<'receiving.open'>, Extract<Call, { name: 'open' }>>('open'),
        storeVolume: pending<StepAnswer<'receive'>, Extract<Call, { name: 'store' }>>('store'),
        finishSet: pending<StepAnswer<'finish-receiving'>, Extract<Call, { name: 'finish' }>>('finish'),
        makeBarcode: pending<Output<'receiving.makeBarcode'>, Extract<Call, { name: 'make' }>>('make'),
        undoStep: pending<UndoOrRedoAnswer, { name: 'undo'; input: UndoOrRedo }>('undo'),
        printSlip: pending<Output<'slips.retry'>, Extract<Call, { name: 'print' }>>('print'),
      },
    }),
    {
      clock,
      input: {
        newOpId: () => `op-${(ids += 1)}` as OpId,
        now: () => new Date('2026-11-25T10:00:00Z'),
      },
    },
  );
  actor.on('tone', ({ tone }) => tones.push(tone));
  actor.start();

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const take = <N extends Call['name']>(name: N): Extract<Waiting, { name: N }> => {
    const call = calls.shift();
    if (call?.name !== name) throw new Error(`Expected the call ${name}, found ${call?.name ?? 'none'}.`);
    return call as Extract<Waiting, { name: N }>;
  };
  return {
    actor,
    clock,
    tones,
    /** Every call in order, answered or not. */
    made,
    context: () => actor.getSnapshot().context,
    is: (tag: Parameters<ReturnType<typeof actor.getSnapshot>['hasTag']>[0]) =>
      actor.getSnapshot().hasTag(tag),
    send: (event: ReceivingEvent) => actor.send(event),
    scan: (code: string) => actor.send({ type: 'scanned', code }),
    /** Answers the oldest open call with `result` of its input. */
    answer: async <N extends Call['name']>(
      name: N,
      result: (input: Extract<Call, { name: N }>['input']) => Result<unknown>,
    ): Promise<void> => {
      const call = take(name);
      call.answer(result(call.input as never) as Result<never>);
      await settle();
    },
    fail: async (name: Call['name']): Promise<void> => {
      take(name).fail();
      await settle();
    },
    /** Lets the oldest open call time out. */
    timeOut: async (name: Call['name']): Promise<Waiting> => {
      const call = take(name);
      clock.increment(callTimeoutMs);
      await settle();
      return call;
    },
    settle,
    openCalls: () => calls.map(({ name }) => name),
  };
};

export type TestDesk = ReturnType<typeof startDesk>;

/** Opens R1 with a scan. */
export const openForm = async (desk: TestDesk, change: Parameters<typeof formOf>[0] = {}): Promise<void> => {
  desk.scan(change.externalId ?? 'R1');
  await desk.answer('open', () => ok(formOf(change)));
};

/** Starts a set of `expected` volumes with the first one stored. */
export const beginSet = async (desk: TestDesk, expected: number): Promise<void> => {
  await openForm(desk, { expected });
  desk.send({ type: 'option.changed', option: 'several', on: true });
  desk.scan('B1');
  await desk.answer('store', (input) => ok(receivedOf(input, { volume: 1, expected })));
};
