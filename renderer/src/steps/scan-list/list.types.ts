import type { Store } from '@xstate/store';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../../shared/ipc/error-codes.ts';
import type { Problem, Result } from '../../../../shared/ipc/result.ts';
import type { SlipState, Undone } from '../../../../shared/ipc/views.ts';
import type { Call } from '../../machines/call.machine.ts';
import type { Tone } from '../../machines/step-runner.ts';
import type { Run } from '../../machines/run.ts';

/** One line of a list: a scan and its lookup result. */
export type Line<Scan, Look> = {
  readonly id: number;
  readonly scan: Scan;
  /** The lookup result; null while loading, and if refused. */
  readonly look: Look | null;
  /** Why it is not accepted; `code` is null if the reason is not a refusal. */
  readonly refusal: { readonly message: string; readonly code: ErrorCode | null } | null;
  /** Its step and run, if it is unknown whether the step was stored: a retry repeats the same step. */
  readonly inDoubt: { readonly opId: OpId; readonly run: OpId } | null;
};

/** A step that a run completed. */
export type Done = {
  readonly opId: OpId;
  readonly title: string;
  readonly barcode: string | null;
  readonly headline: string;
  readonly slip: SlipState | null;
  /** What else is to know of it, such as that staff must notify the partner. One sentence each. */
  readonly remarks: readonly string[];
};

/** A step that could not be undone, and why. */
type Kept = { readonly opId: OpId; readonly why: string };

export type TakeAsk<Scan, Look> = {
  readonly opId: OpId;
  readonly run: OpId;
  readonly scan: Scan;
  readonly look: Look;
};

type UndoAsk = { readonly opId: OpId; readonly undoes: OpId; readonly run: OpId };

/** The specifics of one kind of list. */
export type ListJob<Scan, Look> = {
  /** The display name of a scan, equal for duplicates. */
  readonly nameOf: (scan: Scan) => string;
  /** Parses a text of several codes or lines; null for a single code. */
  readonly read: (text: string) => readonly Scan[] | null;
  /**
   * Identifies a code that follows these lines; `wait` if that requires the lookup of the last line. `instead` is the line that the code
   * completes.
   */
  readonly place: (
    lines: readonly Line<Scan, Look>[],
    code: string,
  ) => { readonly scan: Scan; readonly instead: number | null } | 'wait';
  /** Whether the lookup result is complete. */
  readonly isWhole: (look: Look) => boolean;
  /** Whether two lines refer to the same thing. */
  readonly isSame: (one: Look, other: Look) => boolean;
  /** Returns the intended scans if a refusal shows that a code was something else; null to keep the refusal. */
  readonly meant: (
    line: Line<Scan, Look>,
    before: Line<Scan, Look> | undefined,
    problem: Problem,
  ) => { readonly instead: readonly number[]; readonly scans: readonly Scan[] } | null;
  readonly words: {
    /** `returned` */
    readonly done: string;
    readonly inDoubt: string;
  };
};

export type ListContext<Scan, Look> = {
  /** Whether the page collects scans in a list. */
  readonly many: boolean;
  /** In the order of the scans. */
  readonly lines: readonly Line<Scan, Look>[];
  /** Codes that cannot be identified yet. */
  readonly waiting: readonly string[];
  /** The lines of the current run. */
  readonly run: Run<number, Done> | null;
  /** Runs whose parcels are not packed yet; the last one is the current run. */
  readonly runs: readonly OpId[];
  readonly stopping: boolean;
  /** The steps of the last run, in order. */
  readonly done: readonly Done[];
  /** The steps being undone, latest first. */
  readonly undoing: Run<OpId, Kept> | null;
  readonly undoneSteps: readonly OpId[];
  /** The number of their slips that are on paper. */
  readonly slipsOnPaper: number;
  /** Who gets a correction because they were undone, one sentence each. */
  readonly corrections: readonly string[];
  readonly kept: readonly Kept[];
  /** The result of the last scan that added no line, or of the run. */
  readonly notice: string;
  /** The text in the box for correction; its line is removed. */
  readonly correcting: string;
  /** Increments whenever the page becomes ready for the next code, to move the focus. */
  readonly turn: number;
  readonly nextId: number;
};

export type ListEvent<Look> =
  | { readonly type: 'many.chosen'; readonly many: boolean }
  | { readonly type: 'scanned'; readonly code: string; readonly partial: boolean }
  | { readonly type: 'looked'; readonly id: number; readonly answer: Result<Look> | null }
  | { readonly type: 'line.removed'; readonly id: number }
  | { readonly type: 'line.corrected'; readonly id: number; readonly text: string }
  | { readonly type: 'run.confirmed' }
  | { readonly type: 'taken'; readonly opId: OpId; readonly answer: Result<readonly Done[]> | null }
  | { readonly type: 'run.stopped' }
  /** `steps`: those that staff saw when they asked. */
  | { readonly type: 'undo.all'; readonly steps: readonly OpId[] }
  | { readonly type: 'undone'; readonly opId: OpId; readonly answer: Result<Undone> | null }
  /** A step was undone outside the list: on the page, or in the session list. */
  | { readonly type: 'undone.elsewhere'; readonly opId: OpId }
  /** Requests were changed, here or elsewhere: the words of the lines may no longer be true. */
  | { readonly type: 'rows.changed' }
  | { readonly type: 'looked.again'; readonly id: number; readonly answer: Result<Look> | null }
  /** Another desk or operator: everything is looked up again. */
  | { readonly type: 'place.changed' };

type Emitted = { readonly type: 'tone'; readonly tone: Tone };

/** The input of a list store. */
export type ListInput<Scan, Look> = {
  readonly job: ListJob<Scan, Look>;
  readonly newOpId: () => OpId;
  /** The scans and unpacked runs from before the window was reloaded. */
  readonly kept: KeptList<Scan> | null;
  readonly look: Call<{ readonly scan: Scan; readonly lines: readonly Line<Scan, Look>[] }, Look>;
  readonly take: Call<TakeAsk<Scan, Look>, readonly Done[]>;
  readonly undo: Call<UndoAsk, Undone>;
  /** Called when a run starts, to clear the page's earlier messages. */
  readonly begins: () => void;
  /** Allows the slips of a run's parcels to be printed. */
  readonly pack: (run: OpId) => void;
};

/** The state that survives a reload of the window. */
export type KeptList<Scan> = { readonly scans: readonly Scan[]; readonly runs: readonly OpId[] };

export type ListStore<Scan, Look> = Store<
  ListContext<Scan, Look>,
  { [E in ListEvent<Look> as E['type']]: E },
  Emitted
>;
