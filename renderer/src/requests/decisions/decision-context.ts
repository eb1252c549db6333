import { useSelector } from '@xstate/react';
import { createContext, useContext, useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Actor, SnapshotFrom } from 'xstate';
import type { DecisionFacts, RequestFactsView } from '../../../../shared/ipc/decision-views.ts';
import type { decisionMachine } from '../../machines/decision.machine.ts';
import type { DecisionRequest, Notice } from '../../machines/decision.machine.ts';

export type DecisionActor = Actor<typeof decisionMachine>;
type DecisionSnapshot = SnapshotFrom<typeof decisionMachine>;

const DecisionActorContext = createContext<DecisionActor | null>(null);
export const DecisionProvider = DecisionActorContext.Provider;

export const useDecision = (): DecisionActor => {
  const actor = useContext(DecisionActorContext);
  if (!actor) throw new Error('There is no window of a decision.');
  return actor;
};

export const useDecisionSelector = <T>(select: (snapshot: DecisionSnapshot) => T): T =>
  useSelector(useDecision(), select);

/** The interface between the window and a form: the facts, the notice, and the callbacks. */
type FormParts = {
  readonly facts: DecisionFacts;
  /** The request; the first one if there are several. */
  readonly request: RequestFactsView;
  readonly notice: Notice | null;
  readonly submit: (input: DecisionRequest) => void;
  /** Says why the form cannot be sent yet. */
  readonly showInvalid: (message: string) => void;
  /** Clears the notice, because the input has changed. */
  readonly edited: () => void;
  /** Wraps a setter so that it also calls `edited`. */
  readonly taking: <Value>(set: (value: Value) => void) => (value: Value) => void;
};

/** The interface to the window. The window renders a form only if there is a request. */
export const useForm = (): FormParts => {
  const decision = useDecision();
  const facts = useDecisionSelector(({ context }) => context.facts);
  const notice = useDecisionSelector(({ context }) => context.notice);
  const [request] = facts?.requests ?? [];
  if (!facts || !request) throw new Error('The form of a decision needs a request.');
  const edited = (): void => {
    if (decision.getSnapshot().context.notice !== null) decision.send({ type: 'edited' });
  };
  return {
    facts,
    request,
    notice,
    submit: (input) => decision.send({ type: 'submitted', input }),
    showInvalid: (message) => decision.send({ type: 'invalid', message }),
    edited,
    taking: (set) => (value) => {
      set(value);
      edited();
    },
  };
};

/**
 * Focuses a field when the window opens, and whenever the form is ready again after an answer. Not when a different field becomes the first
 * one: the user may be typing then.
 */
export const useFirstField = (field: RefObject<HTMLElement | null>): void => {
  const turn = useDecisionSelector(({ context }) => context.turn);
  const ready = useDecisionSelector((snapshot) => snapshot.hasTag('ready'));
  const meant = useRef(field);
  useLayoutEffect(() => {
    meant.current = field;
    // The window's focus trap focuses the element with this attribute shortly after opening.
    field.current?.setAttribute('data-autofocus', 'true');
  }, [field]);
  useEffect(() => {
    if (ready) meant.current.current?.focus();
  }, [turn, ready]);
};
