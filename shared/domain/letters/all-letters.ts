import { namesOf } from '../listed.ts';
import type { LetterKindFacts, StepFacts } from './letter.ts';
import { toPartner } from './partner.ts';
import { toPatron } from './patron.ts';
import { t } from '../../words/words.ts';

/** Every kind of message that goes out, by who reads it. */
export const messageKinds = { partner: toPartner, patron: toPatron } as const satisfies Readonly<
  Record<string, Readonly<Record<string, LetterKindFacts>>>
>;

type Kinds = typeof messageKinds;
export type Recipient = keyof Kinds;
export type MessageKindFor<R extends Recipient> = keyof Kinds[R] & string;
export type MessageKind = MessageKindFor<'partner'> | MessageKindFor<'patron'>;

/** What a step knows by the facts of a kind: some of it always. */
type KnownTo<Step extends LetterKindFacts['step']> = {
  readonly [
    Name in keyof Step & keyof StepFacts as Step[Name] extends 'always' ? Name : never
  ]: StepFacts[Name];
} & {
  readonly [Name in keyof Step & keyof StepFacts as Step[Name] extends 'sometimes' ? Name : never]?:
    | StepFacts[Name]
    | undefined;
};

/** What the step of a message alone knows. */
export type StepOfMessage<R extends Recipient, K extends MessageKindFor<R>> = Kinds[R][K] extends {
  readonly step: infer Step extends LetterKindFacts['step'];
}
  ? KnownTo<Step>
  : never;

/** Names a kind with its reader: its template, and where kinds that are not written are listed. */
export type LetterCode = { [R in Recipient]: `${R}-${MessageKindFor<R>}` }[Recipient];

/** Every kind with its reader, partners first. */
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

/** The facts of a kind; undefined for one that this program does not know. */
export const factsOfLetter = (recipient: Recipient, kind: string): LetterKindFacts | undefined => {
  const kinds: Readonly<Record<string, LetterKindFacts>> = messageKinds[recipient];
  return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
};

/** The code of a kind; null for one that this program does not know. */
export const letterCode = (recipient: Recipient, kind: string): LetterCode | null =>
  factsOfLetter(recipient, kind) ? (`${recipient}-${kind}` as LetterCode) : null;

/** The label of a kind in a list, or in the language of a letter; an unknown kind is shown as it is. */
export const messageLabel = (recipient: Recipient, kind: string, language = t): string =>
  factsOfLetter(recipient, kind)?.label(language) ?? kind;

/** The kinds that no step writes but the clock (output/notices). */
export type NoticeKind = {
  [K in MessageKindFor<'patron'>]: Kinds['patron'][K]['writtenBy'] extends 'clock' ? K : never;
}[MessageKindFor<'patron'>];
export const isNotice = (kind: string): kind is NoticeKind =>
  factsOfLetter('patron', kind)?.writtenBy === 'clock';
export const noticeKinds: readonly NoticeKind[] = Object.keys(toPatron).filter(isNotice);

/** What a list of kinds that are not written may hold: what the library, or what a partner can do without. */
export type LetterSwitch = { readonly name: LetterCode; readonly label: string };

const switchesFor = (
  reader: Recipient,
  ...canBeOff: readonly LetterKindFacts['canBeOff'][]
): readonly LetterSwitch[] =>
  letterCodes.flatMap(({ code, recipient, kind }) => {
    const facts = recipient === reader ? factsOfLetter(recipient, kind) : undefined;
    return facts && canBeOff.includes(facts.canBeOff) ? [{ name: code, label: facts.label(t) }] : [];
  });

/** What a library can do without, of both readers. */
export const librarySwitches: Readonly<Record<Recipient, readonly LetterSwitch[]>> = {
  patron: switchesFor('patron', 'for-library'),
  partner: switchesFor('partner', 'for-library'),
};

/** What is not written to a partner that is told in another way, such as in its own system. */
export const partnerSwitches = switchesFor('partner', 'for-library', 'for-partner');

/** What a new library does without: the clock tells nobody before it is asked to. */
export const offAtStart: readonly LetterCode[] = noticeKinds.map((kind) => `patron-${kind}` as const);

/** Whether a message is written: neither its library nor the partner that would read it does without its kind. */
export const isWritten = (
  recipient: Recipient,
  kind: MessageKind,
  off: { readonly library: readonly string[]; readonly partner: readonly string[] },
): boolean => {
  const name = `${recipient}-${kind}`;
  const isOff = (switches: readonly LetterSwitch[], names: readonly string[]): boolean =>
    names.includes(name) && switches.some((one) => one.name === name);
  return !isOff(librarySwitches[recipient], off.library) && !isOff(partnerSwitches, off.partner);
};

/**
 * How far a message has come, with the words for lists. `outdated`: what it says does not hold any more (each kind says when), so it
 * was set aside; a person may send it all the same, and undoing what superseded it lets it wait again.
 */
export const messageStates = {
  waiting: { label: t('Waiting') },
  sending: { label: t('Sending') },
  failed: { label: t('Will try again') },
  'needs-person': { label: t('Needs attention') },
  sent: { label: t('Sent') },
  printed: { label: t('Printed') },
  'by-hand': { label: t('Done by hand') },
  outdated: { label: t('Not sent') },
} as const;

export type MessageState = keyof typeof messageStates;

/** The states in which a message still waits to leave by itself. */
export const statesUnderWay = ['waiting', 'sending', 'failed'] as const satisfies readonly MessageState[];

/**
 * Whether a message in this state may be with its reader, so that undoing its step is followed by a correction.
 * Any other never left, and is taken back without a trace.
 */
export const mayHaveLeft = (state: string): boolean =>
  ['sending', 'sent', 'printed', 'by-hand'].includes(state);
