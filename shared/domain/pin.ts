import { administersAny } from './administration.ts';
import type { RoleGrant } from './roles.ts';
import { t } from '../words/words.ts';

/** How many digits a new PIN has at least. Older ones of four and five go on working. */
const shortestPin = 6;
const longestPin = 12;

/** What a new PIN must be, in words. */
export const pinShape = t('{shortestPin} to {longestPin} digits', { shortestPin, longestPin });

/** Whether the text can be a new PIN. */
export const isPin = (text: string): boolean =>
  /^\d+$/.test(text) && text.length >= shortestPin && text.length <= longestPin;

/** Whether a PIN that fits has fewer digits than a new one may have. */
export const isShortPin = (pin: string): boolean => pin.length < shortestPin;

/** What is said where a PIN is chosen: how long all PINs take (a fifth of a second each, see electron/main/desk/records/session/pin.ts). */
export const pinStrength = t(
  'Anyone who takes the database file from this computer can try every six-digit PIN within days and every eight-digit PIN within a year. Where that could happen, choose more digits and have the computer’s disk encrypted.',
);

/** Said to somebody whose PIN is one of the older, shorter ones. */
export const shortPinHint = t('Your PIN has fewer than {shortestPin} digits. Choose a longer one.', {
  shortestPin,
});

type Person = { readonly grants: readonly RoleGrant[]; readonly hasPin: boolean };

/**
 * Whether somebody must set a PIN before they go on: who looks after records and roles, as soon as others work here. Without it
 * everybody could choose that name.
 * @param everyone all operators who may sign in, this one included.
 */
export const needsPin = (person: Person, everyone: readonly unknown[]): boolean =>
  everyone.length > 1 && !person.hasPin && administersAny(person);

/**
 * Who would come to need a PIN by a change of operators. Who needs one already is asked at the next sign-in, and keeps nobody
 * from changing others meanwhile.
 */
export const firstToNeedPin = <P extends Person & { readonly id: number | null }>(
  before: readonly P[],
  after: readonly P[],
): P | undefined =>
  after.find(
    (person) =>
      needsPin(person, after) && !before.some((was) => was.id === person.id && needsPin(was, before)),
  );

/** Why a PIN must be set, to the one who has none. */
export const pinNeeded = t(
  'Several people work here and you manage records and roles, so you need a PIN; otherwise anyone could do that under your name.',
);
