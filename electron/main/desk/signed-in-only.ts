import { needsPin, pinNeeded } from '../../../shared/domain/pin.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { refuse } from '../../../shared/ipc/result.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Session } from './context.ts';

/** What is answered while nobody is signed in: who could, and signing in. */
const open: readonly string[] = ['app.load', 'app.signIn', 'app.signOut'] satisfies Channel[];
const settingPin: Channel = 'operators.setPin';

/**
 * Refuses every other call while nobody is signed in (`signed-out`), and to whoever must set a PIN first (`pin-missing`; the rule is
 * in shared/domain/pin.ts): nothing is shown and nothing is changed then. The own PIN can always be set, so that nobody is locked
 * out.
 */
export const signedInOnly = (handlers: Handlers<Channel>, session: Session): Handlers<Channel> => {
  const guarded = Object.entries(handlers).map(([channel, handler]) => {
    if (open.includes(channel)) return [channel, handler];
    const call = handler as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
    return [
      channel,
      (input: unknown) =>
        refusalOf(session, channel === settingPin && isAbout(session, input)) ?? call(input),
    ];
  });
  return Object.fromEntries(guarded) as Handlers<Channel>;
};

const refusalOf = (session: Session, setsOwnPin: boolean): Result<never> | null => {
  if (!session.signedIn())
    return refuse(
      'signed-out',
      'Nobody is signed in at this workstation, so nothing was done. Choose your name, then do it again.',
    );
  if (setsOwnPin || !needsPin(session.operator(), session.operators())) return null;
  return refuse('pin-missing', `${pinNeeded} Set it, then do this again.`);
};

const isAbout = (session: Session, input: unknown): boolean =>
  typeof input === 'object' && input !== null && 'id' in input && input.id === session.operator().id;
