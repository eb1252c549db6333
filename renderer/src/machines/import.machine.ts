import { assertEvent, assign, setup } from 'xstate';
import { noMapping } from '../../../shared/domain/intake/mapping.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { isOk, valueOf } from './answers.ts';
import { callBy, inDoubt, notProvided } from './call.machine.ts';
import type {
  AskedFile,
  ChosenFile,
  GivenFile,
  ImportContext,
  ImportEvent,
  ImportTag,
} from './import.context.ts';

type Answer<T> = { readonly event: { readonly output: Result<T> } };
const isClosed = ({ event }: Answer<ChosenFile | null>): boolean =>
  event.output.ok && event.output.value === null;
const isCancelled = ({ event }: Answer<ImportReport>): boolean =>
  event.output.ok && event.output.value.outcome === 'cancelled';
const whyOf = ({ event }: Answer<unknown>): string => (event.output.ok ? '' : event.output.error.message);

const fresh: Omit<ImportContext, 'operatorId'> = {
  chosen: null,
  given: null,
  mapping: noMapping,
  dryRun: null,
  report: null,
  failure: '',
};

/** The file as it is to be read. @throws Error where none was chosen: no state that asks for it is reached then. */
const askedOf = ({ chosen, mapping }: ImportContext): AskedFile => {
  if (chosen === null) throw new Error('No file was chosen.');
  return { token: chosen.token, mapping };
};

const importing = setup({
  types: { context: {} as ImportContext, events: {} as ImportEvent, tags: {} as ImportTag },
  actors: {
    choose: callBy<GivenFile | null, ChosenFile | null>(notProvided),
    dryRun: callBy<AskedFile, ImportReport>(notProvided),
    begin: callBy<AskedFile, null>(notProvided),
  },
  guards: {
    hasFile: ({ context }) => context.chosen !== null,
    isAnother: ({ context, event }) =>
      event.type === 'operator.changed' && context.operatorId !== event.operatorId,
    isInDoubt: ({ context }) => context.failure !== '',
  },
  actions: {
    startAnew: assign(() => fresh),
    noteOperator: assign(({ event }) => {
      assertEvent(event, 'operator.changed');
      return { ...fresh, operatorId: event.operatorId };
    }),
    askForFile: assign({ given: null, failure: '' }),
    takeGiven: assign(({ event }) => {
      assertEvent(event, 'file.given');
      return { given: event.file, failure: '' };
    }),
    takeFile: assign((_, chosen: ChosenFile | null) => ({ ...fresh, chosen })),
    takeMapping: assign(({ event }) => {
      assertEvent(event, 'mapping.changed');
      return { mapping: event.mapping, failure: '' };
    }),
    takeDryRun: assign((_, dryRun: ImportReport) => ({ dryRun, failure: '' })),
    takeReport: assign(({ event }) => {
      assertEvent(event, 'import.ended');
      return { report: event.report, failure: '' };
    }),
    noteFailure: assign((_, failure: string) => ({ failure })),
    clearFailure: assign({ failure: '' }),
  },
});

const onFile = {
  'file.asked': { target: 'choosing', actions: 'askForFile' },
  'file.given': { target: 'choosing', actions: 'takeGiven' },
} as const;

/** A person at the dialog of the system, or the look at what was given. Who closes the dialog keeps what was chosen before. */
const choosing = importing.createStateConfig({
  tags: ['file', 'busy'],
  invoke: {
    id: 'choose',
    src: 'choose',
    input: ({ context }) => ({ ask: context.given }),
    onSnapshot: { ...inDoubt, target: 'file' },
    onDone: [
      { guard: isClosed, target: 'beforeDialog' },
      { guard: isOk, target: 'mapping', actions: { type: 'takeFile', params: valueOf } },
      { target: 'file', actions: { type: 'noteFailure', params: whyOf } },
    ],
  },
});

/** Nothing is stored by it: whatever goes wrong leads back to what is what. */
const dryRunning = importing.createStateConfig({
  tags: ['dryRunning', 'busy'],
  entry: 'clearFailure',
  invoke: {
    id: 'dryRun',
    src: 'dryRun',
    input: ({ context }) => ({ ask: askedOf(context) }),
    onSnapshot: { ...inDoubt, target: 'mapping' },
    onDone: [
      { guard: isCancelled, target: 'mapping' },
      { guard: isOk, target: 'reviewing', actions: { type: 'takeDryRun', params: valueOf } },
      { target: 'mapping', actions: { type: 'noteFailure', params: whyOf } },
    ],
  },
});

const beginning = importing.createStateConfig({
  tags: ['reviewing', 'busy'],
  entry: 'clearFailure',
  // A small file may be in before the answer is.
  on: { 'import.ended': { target: 'ended', actions: 'takeReport' }, 'operator.changed': {} },
  invoke: {
    id: 'begin',
    src: 'begin',
    input: ({ context }) => ({ ask: askedOf(context) }),
    onSnapshot: { ...inDoubt, target: 'reviewing' },
    onDone: [
      { guard: isOk, target: 'running' },
      { target: 'reviewing', actions: { type: 'noteFailure', params: whyOf } },
    ],
  },
});

/**
 * The import of a file in three steps: which file, what is what in it, and a look at what would become of its rows; then it runs, also
 * while the window is closed.
 */
export const importMachine = importing.createMachine({
  id: 'import',
  context: { ...fresh, operatorId: null },
  initial: 'file',
  on: { 'operator.changed': { guard: 'isAnother', target: '.file', actions: 'noteOperator' } },
  states: {
    file: {
      tags: 'file',
      on: { ...onFile, 'import.found': 'running' },
    },
    choosing,
    beforeDialog: { always: [{ guard: 'hasFile', target: 'mapping' }, { target: 'file' }] },
    mapping: {
      tags: 'mapping',
      on: {
        ...onFile,
        'mapping.changed': { actions: 'takeMapping' },
        'dryRun.asked': { guard: 'hasFile', target: 'dryRunning' },
      },
    },
    dryRunning,
    reviewing: {
      tags: 'reviewing',
      on: {
        'import.asked': { guard: 'hasFile', target: 'beginning' },
        wentBack: { target: 'mapping', actions: 'clearFailure' },
        'file.given': onFile['file.given'],
        // Its answer did not come, but it has begun.
        'import.found': { guard: 'isInDoubt', target: 'running' },
      },
    },
    beginning,
    running: {
      tags: 'running',
      // What runs is nobody's alone.
      on: { 'import.ended': { target: 'ended', actions: 'takeReport' }, 'operator.changed': {} },
    },
    ended: {
      tags: 'ended',
      on: {
        'another.asked': { target: 'file', actions: 'startAnew' },
        'file.given': { target: 'choosing', actions: ['startAnew', 'takeGiven'] },
      },
    },
  },
});
