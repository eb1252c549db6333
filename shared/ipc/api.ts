import type { Channel, EventName } from './channels.ts';
import type { Input, Output } from './contract.ts';
import type { Events } from './events.ts';
import type { Result } from './result.ts';

/** What the preload puts on `window.desk`: one function per channel, and one to listen. */
export type DeskApi = {
  /** The language in which the program speaks; English where there is none. */
  readonly language?: string;
  readonly call: { readonly [C in Channel]: (input: Input<C>) => Promise<Result<Output<C>>> };
  /** Listens to an event. Returns the function that stops it. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
};
