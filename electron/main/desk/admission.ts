import { needsPin, pinNeeded } from '../../../shared/domain/pin.ts';
import { askForRoles } from '../../../shared/domain/roles.ts';
import type { Call } from '../../../shared/ipc/calls/shapes.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { refuse, type Result } from '../../../shared/ipc/result.ts';
import type { Handlers } from '../ipc/handlers.ts';
import type { Session } from './context.ts';
import { t } from '../../../shared/words/words.ts';

const answers = (channel: Channel): NonNullable<Call['answers']> => {
  const call: Call = contract[channel];
  return call.answers ?? 'with-role';
};

const settingPin: Channel = 'operators.setPin';

/** Setting one's own PIN is always allowed, so that no operator is locked out. */
const setsOwnPin = (session: Session, channel: Channel, input: unknown): boolean =>
  channel === settingPin &&
  typeof input === 'object' &&
  input !== null &&
  'id' in input &&
  input.id === session.operator().id;

const answersWhenMovedAway = (channel: Channel): boolean => {
  const call: Call = contract[channel];
  return call.whenMovedAway === true;
};

type Doorkeeper = { readonly session: Session; readonly rests: () => boolean };

/** Refuses whatever would change a library that is in use on another workstation. */
export const refuseMovedAway = (): Result<never> =>
  refuse(
    'moved-away',
    t(
      'This library is in use on another workstation, so nothing was changed here. Choose to use it here again, or work there.',
    ),
  );

const refusalOf = (
  { session, rests }: Doorkeeper,
  channel: Channel,
  input: unknown,
): Result<never> | null => {
  if (rests() && !answersWhenMovedAway(channel)) return refuseMovedAway();
  if (!session.signedIn() && answers(channel) !== 'anybody')
    return refuse(
      'signed-out',
      t('No one is signed in at this workstation, so nothing was changed. Choose your name, then try again.'),
    );
  if (answers(channel) === 'anybody' || setsOwnPin(session, channel, input)) return null;
  if (needsPin(session.operator(), session.operators()))
    return refuse('pin-missing', t('{pinNeeded} Set it, then try again.', { pinNeeded }));
  if (session.operator().grants.length === 0 && answers(channel) === 'with-role')
    return refuse(
      'role-missing',
      t('{name} has no role in any library, so there is nothing to see or do. {askForRoles}', {
        name: session.operator().name,
        askForRoles,
      }),
    );
  return null;
};

/**
 * Refuses unauthorised calls before their handlers see them: while no one is signed in (`signed-out`), from an operator who must set a PIN
 * first (`pin-missing`), and from an operator without any role (`role-missing`). While the library is in use on another workstation
 * (`moved-away`), only the channels that the contract marks are answered. Each handler checks the particular role that it needs.
 */
export const guardCalls = (handlers: Handlers<Channel>, door: Doorkeeper): Handlers<Channel> => {
  const guarded = Object.entries(handlers).map(([channel, handler]) => {
    const call = handler as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
    return [channel, (input: unknown) => refusalOf(door, channel as Channel, input) ?? call(input)];
  });
  return Object.fromEntries(guarded) as Handlers<Channel>;
};
