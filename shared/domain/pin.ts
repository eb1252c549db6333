import { administersAny } from './administration.ts';
import type { RoleGrant } from './roles.ts';
import { t } from '../words/words.ts';

/** Minimum number of digits of a new PIN. Older ones of four and five digits keep working. */
const shortestPin = 6;
const longestPin = 12;

/** The rule for a new PIN, in words. */
export const pinShape = t('{shortestPin} to {longestPin} digits', { shortestPin, longestPin });

/** Whether the text can be a new PIN. */
export const isPin = (text: string): boolean =>
  /^\d+$/.test(text) && text.length >= shortestPin && text.length <= longestPin;

/** Whether a correct PIN has fewer digits than a new one may have. */
export const isShortPin = (pin: string): boolean => pin.length < shortestPin;

/**
 * Shown where a PIN is chosen: how long trying all PINs takes (a fifth of a second each, see electron/main/desk/records/session/pin.ts).
 */
export const pinStrength = t(
  'Anyone who takes the database file from this computer can try every six-digit PIN within days and every eight-digit PIN within a year. Where that could happen, choose more digits and have the computer’s disk encrypted.',
);

/** Shown to an operator with one of the older, shorter PINs. */
export const shortPinHint = t('Your PIN has fewer than {shortestPin} digits. Choose a longer one.', {
  shortestPin,
});

type Person = { readonly grants: readonly RoleGrant[]; readonly hasPin: boolean };

/**
 * Whether an operator must set a PIN before continuing: required of those who manage records and roles as soon as there are other
 * operators. Without it anyone could choose that name.
 * @param everyone all operators who may sign in, including this one.
 */
export const needsPin = (person: Person, everyone: readonly unknown[]): boolean =>
  everyone.length > 1 && !person.hasPin && administersAny(person);

/**
 * Returns the operator who would newly need a PIN after a change of operators. One who needs a PIN already is asked at the next sign-in,
 * which does not stop them from changing other operators before.
 */
export const firstToNeedPin = <P extends Person & { readonly id: number | null }>(
  before: readonly P[],
  after: readonly P[],
): P | undefined =>
  after.find(
    (person) =>
      needsPin(person, after) && !before.some((was) => was.id === person.id && needsPin(was, before)),
  );

/** Explains to an operator without a PIN why they must set one. */
export const pinNeeded = t(
  'Several people work here and you manage records and roles, so you need a PIN; otherwise anyone could do that under your name.',
);
