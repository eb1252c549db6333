import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { refuse } from '../../../shared/ipc/result.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Session } from './context.ts';

/** What is answered while nobody is signed in: who could, and signing in. */
const open: readonly string[] = ['app.load', 'app.signIn', 'app.signOut'] satisfies Channel[];

/** Refuses every other call while nobody is signed in: nothing is shown and nothing is changed then (`signed-out`). */
export const signedInOnly = (handlers: Handlers<Channel>, session: Session): Handlers<Channel> => {
  const guarded = Object.entries(handlers).map(([channel, handler]) => {
    if (open.includes(channel)) return [channel, handler];
    const call = handler as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
    return [
      channel,
      (input: unknown) =>
        session.signedIn()
          ? call(input)
          : refuse(
              'signed-out',
              'Nobody is signed in at this workstation, so nothing was done. Choose your name, then do it again.',
            ),
    ];
  });
  return Object.fromEntries(guarded) as Handlers<Channel>;
};
