import { transition } from 'xstate';
import type { AnyStateMachine, EventFromLogic } from 'xstate';

/**
 * Asks a machine what one event does. Pure.
 *
 * @param value the state of each of its regions
 * @param context what its guards look at
 * @returns the states after the event, or null where the machine does not allow it.
 */
export const statesAfter = <Value, Machine extends AnyStateMachine>(
  machine: Machine,
  value: Value,
  context: object,
  event: EventFromLogic<Machine>,
): Value | null => {
  const now = machine.resolveState({ value: value as never, context: context as never });
  if (!now.can(event as never)) return null;
  const [next] = transition(machine as AnyStateMachine, now as never, event as never);
  return next.value as Value;
};
