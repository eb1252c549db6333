import { namesOf } from '../listed.ts';
import type { LetterKindFacts, StepFacts } from './letter.ts';
import { toPartner } from './partner.ts';
import { toPatron } from './patron.ts';
import { t } from '../../words/words.ts';

/** Every kind of message, by recipient. */
export const messageKinds = { partner: toPartner, patron: toPatron } as const satisfies Readonly<
  Record<string, Readonly<Record<string, LetterKindFacts>>>
>;

type Kinds = typeof messageKinds;
export type Recipient = keyof Kinds;
export type MessageKindFor<R extends Recipient> = keyof Kinds[R] & string;
export type MessageKind = MessageKindFor<'partner'> | MessageKindFor<'patron'>;

/** The facts that a step provides for a kind: some of them always. */
type KnownTo<Step extends LetterKindFacts['step']> = {
  readonly [
    Name in keyof Step & keyof StepFacts as Step[Name] extends 'always' ? Name : never
  ]: StepFacts[Name];
} & {
  readonly [Name in keyof Step & keyof StepFacts as Step[Name] extends 'sometimes' ? Name : never]?:
    | StepFacts[Name]
    | undefined;
};

/** The facts that only the step of a message knows. */
export type StepOfMessage<R extends Recipient, K extends MessageKindFor<R>> = Kinds[R][K] extends {
  readonly step: infer Step extends LetterKindFacts['step'];
}
  ? KnownTo<Step>
  : never;

/** Identifies a kind with its recipient: its template, and its entry in lists of kinds that are switched off. */
export type LetterCode = { [R in Recipient]: `${R}-${MessageKindFor<R>}` }[Recipient];

/** Every kind with its recipient, partners first. */
export const letterCodes: readonly {
  readonly code: LetterCode;
  readonly recipient: Recipient;
  readonly kind: MessageKind;
}[] = namesOf<Recipient>(messageKinds).flatMap((recipient) =>
  (Object.keys(messageKinds[recipient]) as MessageKind[]).map((kind) => ({
    code: `${recipient}-${kind}` as LetterCode,
    recipient,
    kind,
  })),
);

/** Returns the facts of a kind; undefined for a kind that this program does not know. */
export const factsOfLetter = (recipient: Recipient, kind: string): LetterKindFacts | undefined => {
  const kinds: Readonly<Record<string, LetterKindFacts>> = messageKinds[recipient];
  return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
};

/** Returns the code of a kind; null for a kind that this program does not know. */
export const letterCode = (recipient: Recipient, kind: string): LetterCode | null =>
  factsOfLetter(recipient, kind) ? (`${recipient}-${kind}` as LetterCode) : null;

/** Returns the label of a kind for a list, or in the language of a letter; an unknown kind is shown unchanged. */
export const messageLabel = (recipient: Recipient, kind: string, language = t): string =>
  factsOfLetter(recipient, kind)?.label(language) ?? kind;

/** The kinds that only the clock writes (output/notices), never a step. */
export type NoticeKind = {
  [K in MessageKindFor<'patron'>]: Kinds['patron'][K]['writtenBy'] extends 'clock' ? K : never;
}[MessageKindFor<'patron'>];
export const isNotice = (kind: string): kind is NoticeKind =>
  factsOfLetter('patron', kind)?.writtenBy === 'clock';
export const noticeKinds: readonly NoticeKind[] = Object.keys(toPatron).filter(isNotice);

/** A kind that a library can switch off. */
export type LetterSwitch = { readonly name: LetterCode; readonly label: string };

const switchesFor = (reader: Recipient): readonly LetterSwitch[] =>
  letterCodes.flatMap(({ code, recipient, kind }) => {
    const facts = recipient === reader ? factsOfLetter(recipient, kind) : undefined;
    return facts?.canBeOff === true ? [{ name: code, label: facts.label(t) }] : [];
  });

/** The kinds that a library can switch off, for both recipients. */
export const librarySwitches: Readonly<Record<Recipient, readonly LetterSwitch[]>> = {
  patron: switchesFor('patron'),
  partner: switchesFor('partner'),
};

/** The kinds that are off in a new library: the clock sends nothing until it is turned on. */
export const offByDefault: readonly LetterCode[] = noticeKinds.map((kind) => `patron-${kind}` as const);

/** Whether a message is written: its library has not switched off its kind. @param off what the library has switched off */
export const isWritten = (recipient: Recipient, kind: MessageKind, off: readonly string[]): boolean => {
  const name = `${recipient}-${kind}`;
  return !(off.includes(name) && librarySwitches[recipient].some((one) => one.name === name));
};

/**
 * The states of a message, with the words for lists. `outdated`: it is no longer true (each kind defines when), so it was set aside; staff
 * may send it anyway, and undoing what superseded it reactivates it.
 */
export const messageStates = {
  waiting: { label: t('Waiting') },
  sending: { label: t('Sending') },
  failed: { label: t('Will try again') },
  'needs-person': { label: t('Needs attention') },
  sent: { label: t('Sent') },
  printed: { label: t.in('letter', 'Printed') },
  'by-hand': { label: t('Done by hand') },
  outdated: { label: t('Not sent') },
} as const;

export type MessageState = keyof typeof messageStates;

/**
 * What the pages say of a message: an unsent one to somebody without an e-mail address waits for staff, whatever was tried, one to a
 * partner whose letters staff hold back until they go on, and one that its partner may not be told yet until the partner says more.
 */
export const shownStates = {
  ...messageStates,
  'no-address': { label: t('Contact by hand') },
  held: { label: t('On hold') },
  'awaits-partner': { label: t('Waiting for the partner') },
} as const;

export type ShownState = keyof typeof shownStates;

/** How a letter goes: by mail, in messages of a protocol, or by staff. */
export const letterWays = ['mail', 'protocol', 'hand'] as const;

/** The states in which a message will still be sent automatically. */
export const statesUnderWay = ['waiting', 'sending', 'failed'] as const satisfies readonly MessageState[];

/**
 * Whether the recipient may have a message in this state, so that undoing its step is followed by a correction. Any other was never sent,
 * and is removed without a trace.
 */
export const mayHaveBeenSent = (state: string): boolean =>
  ['sending', 'sent', 'printed', 'by-hand'].includes(state);
