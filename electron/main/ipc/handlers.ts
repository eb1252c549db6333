import type { Channel, Job, Verb } from '../../../shared/ipc/channels.ts';
import { calls } from '../../../shared/ipc/channels.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';

type Answer<C extends Channel> = Result<Output<C>>;

/**
 * The handlers of some channels. Inputs are already validated; refusals and failures are returned as results, and an exception is an
 * error.
 */
export type Handlers<C extends Channel> = {
  readonly [K in C]: (input: Input<K>) => Answer<K> | Promise<Answer<K>>;
};

/** The handlers of a job's calls: a method for each of its channels, with the name of the channel's verb. */
export type Service<J extends Job> = { readonly [V in Verb<J>]: Handlers<Channel>[`${J}.${V}` & Channel] };

type Asked<C extends Channel> = Input<C> extends Record<string, never> ? [] : [input: Input<C>];

/** Synchronous handlers of some of a job's calls. */
export type Answers<J extends Job, V extends Verb<J> = Verb<J>> = {
  readonly [K in V]: (...input: Asked<`${J}.${K}` & Channel>) => Answer<`${J}.${K}` & Channel>;
};

/** Asynchronous handlers of some of a job's calls. */
export type LateAnswers<J extends Job, V extends Verb<J> = Verb<J>> = {
  readonly [K in V]: (...input: Asked<`${J}.${K}` & Channel>) => Promise<Answer<`${J}.${K}` & Channel>>;
};

/** Combines one service per job into a map from channels to handlers. */
export const handlersOf = (services: { readonly [J in Job]: Service<J> }): Handlers<Channel> => {
  const pairs = Object.entries(calls).flatMap(([job, verbs]) => {
    const service: Readonly<Record<string, unknown>> = services[job as Job];
    return verbs.map((verb) => [`${job}.${verb}`, service[verb]]);
  });
  return Object.fromEntries(pairs) as Handlers<Channel>;
};
