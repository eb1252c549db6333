import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Events } from '../../../shared/ipc/events.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Emit } from './events.ts';
import type { Handlers } from './handlers.ts';

type Topics = Events['changed']['topics'];

const everything: Topics = ['app', 'requests', 'steps', 'slips'];

/** What may be different after a call that went well. A call that only reads is not here. */
const changedBy: Partial<Record<Channel, Topics>> = {
  'app.chooseDesk': everything,
  'app.chooseOperator': everything,
  'app.saveSettings': everything,
  'receiving.receive': everything,
  'receiving.finish': everything,
  'steps.undo': everything,
  'slips.retry': ['app', 'slips', 'steps'],
  'slips.reprint': ['app', 'slips', 'steps'],
  'slips.printReturnSlip': ['app', 'slips', 'steps'],
  'slips.printTest': ['app', 'slips', 'steps'],
};

/**
 * Adds to every call that changes something: the pages are told which lists to read again, and `after` runs (new slips
 * may wait for the printer).
 */
export const announceChanges = (
  handlers: Handlers<Channel>,
  emit: Emit,
  after: () => void,
): Handlers<Channel> => {
  const announced = Object.entries(handlers).map(([channel, handler]) => {
    const topics = changedBy[channel as Channel];
    if (!topics) return [channel, handler];
    const call = handler as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
    const withNews = async (input: unknown): Promise<Result<unknown>> => {
      const result = await call(input);
      if (result.ok) {
        emit('changed', { topics });
        after();
      }
      return result;
    };
    return [channel, withNews];
  });
  return Object.fromEntries(announced) as Handlers<Channel>;
};
