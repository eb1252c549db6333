import { transition } from 'xstate';
import type { AnyStateMachine, EventFromLogic } from 'xstate';

// The machines are pure, and there are few distinct questions, so the answers are cached. Every save asks them.
const asked = new Map<string, unknown>();
const maxAsked = 5_000;

/**
 * Returns the effect of one event on a machine. Pure.
 * @param value the state of each of its regions; its guards depend on nothing else, besides the event.
 * @returns the states after the event, or null if the machine does not allow it.
 */
export const statesAfter = <Value, Machine extends AnyStateMachine>(
  machine: Machine,
  value: Value,
  event: EventFromLogic<Machine>,
): Value | null => {
  const question = JSON.stringify([machine.id, value, event]);
  let answer = asked.get(question);
  if (answer === undefined) {
    if (asked.size >= maxAsked) asked.clear();
    asked.set(question, (answer = ask(machine, value, event)));
  }
  return answer as Value | null;
};

const ask = (machine: AnyStateMachine, value: unknown, event: unknown): unknown => {
  const now = machine.resolveState({ value: value as never, context: value as never });
  if (!now.can(event as never)) return null;
  const [next] = transition(machine, now as never, event as never);
  return next.value;
};
