import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';

type Answer<C extends Channel> = Result<Output<C>>;

/** The handlers of some channels. Inputs were checked already; refusals are results, throwing means a fault. */
export type Handlers<C extends Channel> = {
  readonly [K in C]: (input: Input<K>) => Answer<K> | Promise<Answer<K>>;
};
