import type { LettersWait } from '../../../shared/domain/letters/mail-states.ts';
import type { Seen } from './seen.ts';

export type Letter = Seen['letters'][number];

/** The facts about a step that was taken. */
export type Taken = {
  readonly kind: string;
  readonly input: object;
  readonly before: Seen;
  readonly after: Seen;
  /** The letters that it wrote. */
  readonly written: readonly Letter[];
  /** Why letters wait at this desk. */
  readonly lettersWait: LettersWait | null;
  readonly daysBeforePartner: number;
  /** The partner that the request goes to if it is sent then, or if the active partner cannot supply it; null: none. */
  readonly askedThen: string | null;
};

/** A claim that holds: the letters that the sentence announced, and the facts that it covers. */
export type Held = { readonly letters?: readonly Letter[]; readonly covers?: readonly Fact[] };
/** Facts that must be mentioned when they happen. */
export type Fact =
  | 'ended'
  | 'open-again'
  | 'wish-withdrawn'
  | 'goes-back'
  | 'nobody-left'
  | 'request-taken-back';

export type Claim = {
  readonly name: string;
  readonly words: RegExp;
  readonly holds: (taken: Taken, found: Readonly<Record<string, string>>) => Held | string;
};

export const isValid = (email: string): boolean => /^[^\s@;,]+@[^\s@;,]+$/u.test(email.trim());

export const turnsNamed = ({ after, before }: Taken, name: string): readonly number[] =>
  [...before.turns, ...after.turns].flatMap((turn) =>
    turn.name === name || (turn.name === '' && /^the partner$/iu.test(name)) ? [turn.id] : [],
  );

export const itemOf = ({ items }: Seen, id: number) => items.find((one) => one.id === id);

export const countOf = (words: string, one: RegExp): number =>
  one.test(words) ? 1 : Number.parseInt(words, 10);

export const truth = (isTrue: boolean, lie: string, covers: readonly Fact[] = []): Held | string =>
  isTrue ? { covers } : lie;

/** The states of a partner that has the request. */
export const activeStates: readonly string[] = [
  'asked',
  'will-supply',
  'conditional',
  'shipped',
  'shipped-digitally',
];

/** Places of an item that is no longer out. */
export const closed: readonly string[] = ['returned-to-partner', 'handed-over', 'lost'];

export const NAME = '(?<name>[A-Z][A-Za-z ]*?|the partner)';
export const THAT = '(?<that> [^.()]*?)?';

/** The reason that a sentence gives for a letter that waits. */
export const waitsFor: Readonly<Record<string, LettersWait>> = {
  'no mail account': 'none',
  'the mail password is missing': 'no-password',
  'mail is unavailable': 'failing',
};
