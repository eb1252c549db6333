import { assign, setup } from 'xstate';
import type { OperatorId } from '../../../shared/domain/ids.ts';
import { type Mapping, noMapping } from '../../../shared/domain/intake/mapping.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { callBy, inDoubt, isOk, notProvided, valueOf } from './call.machine.ts';
import { change } from './step-runner.ts';

/** A chosen file, identified by its token. */
export type ChosenFile = NonNullable<Output<'libraryFile.choose'>>;

/** A file and how to read it. */
export type AskedFile = { readonly token: string; readonly mapping: Mapping };

type ImportContext = {
  readonly operatorId: OperatorId | null;
  readonly chosen: ChosenFile | null;
  /** A file that was dropped or passed in and is being inspected; null: show the file dialog. */
  readonly given: GivenFile | null;
  readonly mapping: Mapping;
  /** The result of the dry run. */
  readonly dryRun: ImportReport | null;
  /** The result of the import. */
  readonly report: ImportReport | null;
  /** Why the last call failed; empty if it succeeded. */
  readonly failure: string;
};

/** A dropped file, or the file with the requests that this workstation had before it joined a hub. */
export type GivenFile = object | 'own-requests';

type ImportEvent =
  | { readonly type: 'file.asked' }
  | { readonly type: 'file.given'; readonly file: GivenFile }
  | { readonly type: 'mapping.changed'; readonly mapping: Mapping }
  | { readonly type: 'dryRun.asked' }
  | { readonly type: 'wentBack' }
  | { readonly type: 'import.asked' }
  /** An import is running, possibly started elsewhere. */
  | { readonly type: 'import.found' }
  | { readonly type: 'import.ended'; readonly report: ImportReport }
  /** Show the result of an import that ran in the background. */
  | { readonly type: 'report.asked'; readonly report: ImportReport }
  | { readonly type: 'another.asked' }
  /** The signed-in operator; a file chosen by another operator is discarded. */
  | { readonly type: 'operator.changed'; readonly operatorId: OperatorId };

/** Tags for the page to query: the current step, and whether a call is in flight. */
export type ImportTag = 'file' | 'mapping' | 'dryRunning' | 'reviewing' | 'running' | 'ended' | 'busy';

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

/** Returns the file and how to read it. @throws Error if no file was chosen: no state that calls this is reached then */
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
  actions: { change: assign((_, changed: Partial<ImportContext>) => changed) },
});

type Now = { readonly context: ImportContext };
type Heard<Type extends ImportEvent['type']> = Now & {
  readonly event: Extract<ImportEvent, { readonly type: Type }>;
};

const hasFile = ({ context }: Now): boolean => context.chosen !== null;
const isInDoubt = ({ context }: Now): boolean => context.failure !== '';
const isAnother = ({ context, event }: Heard<'operator.changed'>): boolean =>
  context.operatorId !== event.operatorId;
const noteOperator = change(({ event: { operatorId } }: Heard<'operator.changed'>) => ({
  ...fresh,
  operatorId,
}));
const setGivenFile = change(({ event }: Heard<'file.given'>) => ({ given: event.file, failure: '' }));
const setReport = change(({ event }: Heard<'import.ended' | 'report.asked'>) => ({
  report: event.report,
  failure: '',
}));
const takeMapping = change(({ event }: Heard<'mapping.changed'>) => ({
  mapping: event.mapping,
  failure: '',
}));
const noteFailure = change((answer: Answer<unknown>) => ({ failure: whyOf(answer) }));
const noFailure = change({ failure: '' });

const onReport = { 'report.asked': { target: 'ended', actions: setReport } } as const;
const onFile = {
  'file.asked': { target: 'choosing', actions: change({ given: null, failure: '' }) },
  'file.given': { target: 'choosing', actions: setGivenFile },
} as const;

/** Waits for the file dialog, or inspects the given file. Cancelling the dialog keeps the previous choice. */
const choosing = importing.createStateConfig({
  tags: ['file', 'busy'],
  invoke: {
    id: 'choose',
    src: 'choose',
    input: ({ context }) => ({ ask: context.given }),
    onSnapshot: { ...inDoubt, target: 'file' },
    onDone: [
      { guard: isClosed, target: 'beforeDialog' },
      {
        guard: isOk,
        target: 'mapping',
        actions: change((answer: Answer<ChosenFile | null>) => ({ ...fresh, chosen: valueOf(answer) })),
      },
      { target: 'file', actions: noteFailure },
    ],
  },
});

/** Stores nothing: any failure leads back to the mapping. */
const dryRunning = importing.createStateConfig({
  tags: ['dryRunning', 'busy'],
  entry: noFailure,
  invoke: {
    id: 'dryRun',
    src: 'dryRun',
    input: ({ context }) => ({ ask: askedOf(context) }),
    onSnapshot: { ...inDoubt, target: 'mapping' },
    onDone: [
      { guard: isCancelled, target: 'mapping' },
      {
        guard: isOk,
        target: 'reviewing',
        actions: change((answer: Answer<ImportReport>) => ({ dryRun: valueOf(answer), failure: '' })),
      },
      { target: 'mapping', actions: noteFailure },
    ],
  },
});

const beginning = importing.createStateConfig({
  tags: ['reviewing', 'busy'],
  entry: noFailure,
  // A small import may end before the answer to this call arrives.
  on: { 'import.ended': { target: 'ended', actions: setReport }, 'operator.changed': {} },
  invoke: {
    id: 'begin',
    src: 'begin',
    input: ({ context }) => ({ ask: askedOf(context) }),
    onSnapshot: { ...inDoubt, target: 'reviewing' },
    onDone: [
      { guard: isOk, target: 'running' },
      { target: 'reviewing', actions: noteFailure },
    ],
  },
});

/**
 * Imports a file in three steps: choose it, map its columns, and review a dry run. The import then runs, even while the window is closed.
 */
export const importMachine = importing.createMachine({
  id: 'import',
  context: { ...fresh, operatorId: null },
  initial: 'file',
  on: { 'operator.changed': { guard: isAnother, target: '.file', actions: noteOperator } },
  states: {
    file: {
      tags: 'file',
      on: { ...onFile, ...onReport, 'import.found': 'running' },
    },
    choosing,
    beforeDialog: { always: [{ guard: hasFile, target: 'mapping' }, { target: 'file' }] },
    mapping: {
      tags: 'mapping',
      on: {
        ...onFile,
        'mapping.changed': { actions: takeMapping },
        'dryRun.asked': { guard: hasFile, target: 'dryRunning' },
      },
    },
    dryRunning,
    reviewing: {
      tags: 'reviewing',
      on: {
        'import.asked': { guard: hasFile, target: 'beginning' },
        wentBack: { target: 'mapping', actions: noFailure },
        'file.given': onFile['file.given'],
        // The answer was lost, but the import has begun.
        'import.found': { guard: isInDoubt, target: 'running' },
      },
    },
    beginning,
    running: {
      tags: 'running',
      // A running import belongs to every operator.
      on: { 'import.ended': { target: 'ended', actions: setReport }, 'operator.changed': {} },
    },
    ended: {
      tags: 'ended',
      on: {
        ...onReport,
        'another.asked': { target: 'file', actions: change(fresh) },
        // Whoever closes the report has read it: the window opens on the next file.
        wentBack: { target: 'file', actions: change(fresh) },
        'file.given': { target: 'choosing', actions: [change(fresh), setGivenFile] },
      },
    },
  },
});
