import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Call } from '../../../shared/ipc/calls/shapes.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Emit } from './events.ts';
import type { Handlers } from './handlers.ts';

/**
 * Wraps every call that changes data (according to the contract): the pages are told which lists to read again, and
 * `after` runs (new slips may wait for the printer, new letters for the mail server).
 * @param carryOut runs the call when it is its turn: long writes to the database pause first.
 */
export const announceChanges = (
  handlers: Handlers<Channel>,
  emit: Emit,
  after: () => void,
  carryOut: (step: () => Result<unknown> | Promise<Result<unknown>>) => Promise<Result<unknown>>,
): Handlers<Channel> => {
  const announced = Object.entries(handlers).map(([channel, handler]) => {
    const { changes }: Call = contract[channel as Channel];
    if (!changes) return [channel, handler];
    const call = handler as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
    const withNews = async (input: unknown): Promise<Result<unknown>> => {
      const result = await carryOut(() => call(input));
      if (result.ok) {
        emit('changed', { topics: [...changes] });
        after();
      }
      return result;
    };
    return [channel, withNews];
  });
  return Object.fromEntries(announced) as Handlers<Channel>;
};
