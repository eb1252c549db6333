import type { Channel, Job, Verb } from '../../../shared/ipc/channels.ts';
import { calls } from '../../../shared/ipc/channels.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';

type Answer<C extends Channel> = Result<Output<C>>;

/** The handlers of some channels. Inputs were checked already; refusals and failures are results, throwing means an error. */
export type Handlers<C extends Channel> = {
  readonly [K in C]: (input: Input<K>) => Answer<K> | Promise<Answer<K>>;
};

/** What answers the calls of a job: a method for each of its channels, under the name of the channel's verb. */
export type Service<J extends Job> = { readonly [V in Verb<J>]: Handlers<Channel>[`${J}.${V}` & Channel] };

type Asked<C extends Channel> = Input<C> extends Record<string, never> ? [] : [input: Input<C>];

/** What answers some calls of a job at once. */
export type Answers<J extends Job, V extends Verb<J> = Verb<J>> = {
  readonly [K in V]: (...input: Asked<`${J}.${K}` & Channel>) => Answer<`${J}.${K}` & Channel>;
};

/** What answers some calls of a job later. */
export type LateAnswers<J extends Job, V extends Verb<J> = Verb<J>> = {
  readonly [K in V]: (...input: Asked<`${J}.${K}` & Channel>) => Promise<Answer<`${J}.${K}` & Channel>>;
};

/** One service for every job: for each of its channels the method that answers it. */
export const handlersOf = (services: { readonly [J in Job]: Service<J> }): Handlers<Channel> => {
  const pairs = Object.entries(calls).flatMap(([job, verbs]) => {
    const service: Readonly<Record<string, unknown>> = services[job as Job];
    return verbs.map((verb) => [`${job}.${verb}`, service[verb]]);
  });
  return Object.fromEntries(pairs) as Handlers<Channel>;
};
