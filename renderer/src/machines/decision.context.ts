import type { Instant, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { DecisionKind, StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { DecisionFacts, RequestResult } from '../../../shared/ipc/decision-views.ts';

/** One request of a decision: the id of its step, and the state that the person saw. */
export type DecidedRequest = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  readonly asOf: Instant;
};

/** What a person chose in the window of one action: what its step takes besides the request. */
type Choice<A extends DecisionKind> = { readonly action: A } & Readonly<
  Omit<StepInput<A>, keyof DecidedRequest>
>;

/** What a person chose in a window. */
export type DecisionRequest = { [A in DecisionKind]: Choice<A> }[DecisionKind];

/** A decision on its way. It is kept whole, so that a retry is the same intention. */
export type DecisionCommand = {
  readonly input: DecisionRequest;
  readonly requests: readonly DecidedRequest[];
};

/** What the window says above its buttons. */
export type Notice =
  | { readonly kind: 'refused'; readonly message: string }
  /** The request was changed meanwhile: the window shows it as it is now. */
  | { readonly kind: 'changed'; readonly message: string }
  /** A reply without a note needs a second confirmation. */
  | { readonly kind: 'no-note'; readonly message: string };

export type DecisionContext = {
  readonly newOpId: () => OpId;
  readonly requestIds: readonly RequestId[];
  readonly facts: DecisionFacts | null;
  readonly command: DecisionCommand | null;
  /** What is left of the command: many requests go in several calls. */
  readonly remaining: readonly DecidedRequest[];
  readonly results: readonly RequestResult[];
  readonly notice: Notice | null;
  /** Why the facts are not there, or the command is not confirmed. */
  readonly failure: string;
  /** It is certain that nothing of what failed is stored. */
  readonly nothingStored: boolean;
  /** Counts the times that the form became ready again: the focus follows it. */
  readonly turn: number;
};

export type DecisionInput = {
  readonly newOpId: () => OpId;
  readonly requestIds: readonly RequestId[];
};

export type DecisionEvent =
  | { readonly type: 'submitted'; readonly input: DecisionRequest }
  /** The form does not know what to send yet: it says so itself. */
  | { readonly type: 'invalid'; readonly message: string }
  | { readonly type: 'edited' }
  /** Another desk changed the request: as it is now, null where it cannot be decided any more, and a sentence that says so. */
  | { readonly type: 'facts.followed'; readonly facts: DecisionFacts | null; readonly message: string }
  | { readonly type: 'retried' }
  | { readonly type: 'closed' };

/** What the window asks a snapshot for, instead of the names of states. */
export type DecisionTag = 'loading' | 'failed' | 'ready' | 'busy' | 'unconfirmed';
