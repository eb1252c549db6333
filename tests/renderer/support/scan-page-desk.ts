import { createActor, SimulatedClock } from 'xstate';
import type { Actor } from 'xstate';
import { scanPageMachine } from '../../../renderer/src/machines/scan-page.machine.ts';
import type { ScanPageEvent, ScanPageTag } from '../../../renderer/src/machines/scan-page.machine.ts';
import type {
  ActInput,
  Looked,
  LookInput,
  ScanPageKind,
} from '../../../renderer/src/machines/scan-page.steps.ts';
import { callBy } from '../../../renderer/src/machines/call.machine.ts';
import type { SlipAsk } from '../../../renderer/src/machines/slips.ts';
import type { Tone } from '../../../renderer/src/machines/step-runner.ts';
import type { ItemId, OpId, PatronId, PrintJobId, RequestId } from '../../../shared/domain/ids.ts';
import type { Outcome, PatronView, PrintJobView, Undone } from '../../../shared/ipc/views.ts';
import type { ReturnLook } from '../../../shared/ipc/calls/returning.ts';
import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { Problem, Result } from '../../../shared/ipc/result.ts';
import { refuse } from '../../../shared/ipc/result.ts';

type Call =
  | { readonly name: 'look'; readonly input: LookInput }
  | { readonly name: 'act'; readonly input: ActInput }
  | { readonly name: 'undo'; readonly input: StepInput<'undo'> }
  | { readonly name: 'print'; readonly input: SlipAsk };
type Waiting = Call & { readonly answer: (result: Result<never>) => void; readonly fail: () => void };

export const patron = (id: number, name = 'Reader, A.'): PatronView => ({
  id: id as PatronId,
  barcode: `P${id}`,
  name,
  email: '',
  libraryName: '',
});

export const patronsFound = (patrons: readonly PatronView[], byCard = patrons.length === 1): Looked => ({
  kind: 'patrons',
  byCard,
  patrons,
  more: false,
});

/** Returns the content of a return window. */
export const lookOf = (barcode: string, id = 7): Looked => ({
  kind: 'return',
  look: {
    itemId: id as ItemId,
    code: barcode,
    barcode,
    requestId: 1 as RequestId,
    externalId: 'R-1',
    title: 'The Sea Around Us',
    author: '',
    patronName: '',
    goesTo: { kind: 'to-partner', name: 'North', address: [], email: '', phone: '' },
    partnerMissing: false,
    dueOn: null,
    volume: 1,
    volumesExpected: null,
    inSet: false,
    remarks: [],
    told: [],
  } satisfies ReturnLook,
});

/** Returns the outcome of a step. */
export const outcomeOf = (opId: string, change: Partial<Outcome> = {}): Outcome => ({
  opId: opId as OpId,
  requestId: 1 as RequestId,
  externalId: 'R-1',
  title: 'The Sea Around Us',
  patronName: 'Reader, A.',
  barcode: 'N-1',
  headline: 'Done',
  whereTo: null,
  slip: null,
  remarks: [],
  ...change,
});

export const undoneOf = (opId: string, undoes: string): Undone => ({
  opId: opId as OpId,
  undoes: undoes as OpId,
  requestId: 1 as RequestId,
  externalId: 'R-1',
  title: 'A title',
  headline: 'Undone',
  slipsOnPaper: 0,
  redoRefusal: null,
});

export const jobOf = (id: number): PrintJobView =>
  ({ id: id as PrintJobId, state: 'queued', note: '' }) as PrintJobView;

export const refusalOf = (code: Problem['code'], retryable = false): Result<never> =>
  refuse(code, `Sentence for ${code}.`, undefined, retryable);

type Started = {
  readonly actor: Actor<typeof scanPageMachine>;
  readonly send: (event: ScanPageEvent) => void;
  readonly scan: (code: string) => void;
  readonly is: (tag: ScanPageTag) => boolean;
  readonly tones: readonly Tone[];
  /** Every call that was made, in order. */
  readonly made: readonly Call[];
  readonly clock: SimulatedClock;
  readonly answer: <N extends Call['name']>(
    name: N,
    answer: (input: Extract<Call, { name: N }>['input']) => Result<unknown>,
  ) => Promise<void>;
  readonly fail: (name: Call['name']) => Promise<void>;
};

/** Starts a scan page whose calls the test answers, one by one. */
export const startScanPage = (kind: ScanPageKind): Started => {
  const made: Call[] = [];
  const open: Waiting[] = [];
  const tones: Tone[] = [];
  const clock = new SimulatedClock();
  const called = <Ask, Answer>(name: Call['name']) =>
    callBy<Ask, Answer>(
      (input) =>
        new Promise((answer, reject) => {
          const call = { name, input } as Call;
          made.push(call);
          open.push({ ...call, answer: answer as never, fail: () => reject(new Error('broke off')) });
        }),
    );
  let ops = 0;
  const actor = createActor(
    scanPageMachine.provide({
      actors: {
        look: called('look'),
        act: called('act'),
        undoStep: called('undo'),
        printSlip: called('print'),
      },
    }),
    {
      clock,
      input: {
        kind,
        newOpId: () => `op-${(ops += 1)}` as OpId,
        now: () => new Date('2026-11-25T10:00:00Z'),
      },
    },
  );
  actor.on('tone', ({ tone }) => tones.push(tone));
  actor.start();
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  const take = (name: Call['name']): Waiting => {
    const index = open.findIndex((call) => call.name === name);
    const [call] = index < 0 ? [] : open.splice(index, 1);
    if (!call) throw new Error(`No ${name} on its way, but ${open.map((each) => each.name).join(', ')}`);
    return call;
  };
  return {
    actor,
    send: (event) => actor.send(event),
    scan: (code) => actor.send({ type: 'scanned', code }),
    is: (tag) => actor.getSnapshot().hasTag(tag),
    tones,
    made,
    clock,
    answer: async (name, answer) => {
      const call = take(name);
      call.answer(answer(call.input as never) as Result<never>);
      await settle();
    },
    fail: async (name) => {
      take(name).fail();
      await settle();
    },
  };
};
