import type { Store } from '@xstate/store';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { ErrorCode } from '../../../../shared/ipc/error-codes.ts';
import type { Problem, Result } from '../../../../shared/ipc/result.ts';
import type { SlipState, Undone } from '../../../../shared/ipc/views.ts';
import type { Call } from '../../machines/call.machine.ts';
import type { Tone } from '../../machines/step-runner.ts';
import type { Run } from '../../machines/run.ts';

/** One thing of a list: what was scanned, and what is known of it. */
export type Line<Scan, Look> = {
  readonly id: number;
  readonly scan: Scan;
  /** What it is; null while it is looked up, and for what was refused. */
  readonly look: Look | null;
  /** Why it is not taken; `code` is null where no rule said so. */
  readonly refusal: { readonly message: string; readonly code: ErrorCode | null } | null;
  /** Its step and its run, where nobody knows whether it was taken: another try is the same step. */
  readonly inDoubt: { readonly opId: OpId; readonly run: OpId } | null;
};

/** A step that a run took. */
export type Done = {
  readonly opId: OpId;
  readonly title: string;
  readonly barcode: string | null;
  readonly headline: string;
  readonly slip: SlipState | null;
};

/** A step that could not be taken back, and why. */
type Kept = { readonly opId: OpId; readonly why: string };

export type TakeAsk<Scan, Look> = {
  readonly opId: OpId;
  readonly run: OpId;
  readonly scan: Scan;
  readonly look: Look;
};

export type UndoAsk = { readonly opId: OpId; readonly undoes: OpId; readonly run: OpId };

/** What one kind of list is about. */
export type ListJob<Scan, Look> = {
  /** What a person reads of a scan, and what two of the same have in common. */
  readonly nameOf: (scan: Scan) => string;
  /** What a text of several codes or lines says; null for a single code. */
  readonly read: (text: string) => readonly Scan[] | null;
  /**
   * What a code is, after these lines; `wait` where that cannot be said before the last of them is looked up.
   * `instead` is the line that it completes.
   */
  readonly place: (
    lines: readonly Line<Scan, Look>[],
    code: string,
  ) => { readonly scan: Scan; readonly instead: number | null } | 'wait';
  /** Whether what is known of a line is all that it takes. */
  readonly isWhole: (look: Look) => boolean;
  /** Whether two lines are about one thing. */
  readonly isSame: (one: Look, other: Look) => boolean;
  /** What was meant, where a refusal shows that a code was something else; null where it stands. */
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
  /** Whether the page takes scan after scan for one list. */
  readonly many: boolean;
  /** In the order of the scans. */
  readonly lines: readonly Line<Scan, Look>[];
  /** Codes of which nobody can say yet what they are. */
  readonly waiting: readonly string[];
  /** The lines in their turn. */
  readonly run: Run<number, Done> | null;
  /** Runs whose parcels are not packed yet; the last one is the present one. */
  readonly runs: readonly OpId[];
  readonly stopping: boolean;
  /** What the last run took, in its order. */
  readonly done: readonly Done[];
  /** Those that are being taken back, the last one first. */
  readonly undoing: Run<OpId, Kept> | null;
  readonly undoneSteps: readonly OpId[];
  /** Slips of them that are on paper. */
  readonly slipsOnPaper: number;
  readonly kept: readonly Kept[];
  /** What became of the last scan that added no line, or of the run. */
  readonly notice: string;
  /** What stands in the box to be corrected; its line is taken out. */
  readonly correcting: string;
  /** Counts the times that the page became ready for the next code: the focus follows it. */
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
  | { readonly type: 'undo.all' }
  | { readonly type: 'undone'; readonly opId: OpId; readonly answer: Result<Undone> | null }
  /** A step was taken back elsewhere: in the page, in the list of the session. */
  | { readonly type: 'undone.elsewhere'; readonly opId: OpId }
  /** Another desk or another operator: everything is looked up anew. */
  | { readonly type: 'place.changed' };

type Emitted = { readonly type: 'tone'; readonly tone: Tone };

/** What a list is made of, beside what it is about. */
export type ListInput<Scan, Look> = {
  readonly job: ListJob<Scan, Look>;
  readonly newOpId: () => OpId;
  /** What was scanned before the window was loaded anew, and the runs that were not packed then. */
  readonly kept: KeptList<Scan> | null;
  readonly look: Call<{ readonly scan: Scan; readonly lines: readonly Line<Scan, Look>[] }, Look>;
  readonly take: Call<TakeAsk<Scan, Look>, readonly Done[]>;
  readonly undo: Call<UndoAsk, Undone>;
  /** Told when a run begins: what the page said before is over. */
  readonly begins: () => void;
  /** Lets the slips of a run's parcels be printed. */
  readonly pack: (run: OpId) => void;
};

/** What survives a reload of the window. */
export type KeptList<Scan> = { readonly scans: readonly Scan[]; readonly runs: readonly OpId[] };

export type ListStore<Scan, Look> = Store<
  ListContext<Scan, Look>,
  { [E in ListEvent<Look> as E['type']]: E },
  Emitted
>;
