import { t } from '../../words/words.ts';
import type { TurnId } from '../ids.ts';
import type { Deciding } from '../life/deciding.ts';
import { lifeAfterAll } from '../life/life-after.ts';
import type { Life, LifeEvent, Outcome, PartnerNotification } from '../life/life.ts';
import { statusOf } from '../life/status.ts';
import { isOut } from '../life/volume.ts';
import { isCompleted, statusLabel } from '../request-status.ts';
import { isWritten, type MessageKindFor } from './all-letters.ts';
import { readMailAddress } from './mail-address.ts';
import { type LettersWait, queuedWords } from './mail-states.ts';

// Who is notified of a step, in the words of the windows. Previews are computed by the function that takes the step.

/** Returns sentences without empty ones and without those that are repeated later, such as that letters wait. */
export const dedupe = (sentences: readonly string[]): readonly string[] =>
  sentences.filter((each, at) => each !== '' && sentences.lastIndexOf(each) === at);

/** The same as one line. */
export const inOneLine = (sentences: readonly string[]): string => dedupe(sentences).join(' ');

/** Whether a letter can be sent to the recorded e-mail address. */
type AddressState = 'good' | 'none' | 'wrong';
/** The same of a partner, or that it is told otherwise: by a protocol, or by staff. */
export const partnerAddressStates = ['good', 'none', 'wrong', 'protocol', 'hand'] as const;
type PartnerAddressState = (typeof partnerAddressStates)[number];
export const addressStateOf = (email: string | undefined): AddressState => {
  if ((email ?? '').trim() === '') return 'none';
  return readMailAddress(email ?? '') === null ? 'wrong' : 'good';
};

/** Why staff must tell a partner that is reached so. */
const reasonsByHand = {
  hand: t('this partner is contacted by hand; the letter is under Contact by hand'),
  none: t('no e-mail address; the letter is under Contact by hand'),
  wrong: t('its e-mail address is not valid; correct it in Settings › Partners'),
} as const;

/** What the sentences need to know of those who would read a letter about a request. */
export type ReadersOf = {
  /** Null if no requester is recorded. */
  readonly patron: { readonly name: string; readonly address: AddressState } | null;
  /** Whether the patron is notified when the request ends as cancelled. */
  readonly cancelNotify: boolean;
  /** Why letters wait; null if they are being sent. */
  readonly lettersWait: LettersWait | null;
  /** The kinds that the library has switched off (all-letters.ts). */
  readonly libraryOff: readonly string[];
  /** Every partner of the request by turn. */
  readonly partners: readonly {
    readonly turnId: TurnId;
    /** Empty if it is not recorded. */
    readonly name: string;
    readonly address: PartnerAddressState;
    /** Whether staff hold back the letters to it. */
    readonly isHeld: boolean;
  }[];
};

type PartnerKind = MessageKindFor<'partner'>;
type PatronKind = MessageKindFor<'patron'>;

/** Returns the name of a turn's partner, as used at the beginning of sentences. @param unnamed the default if it is not recorded. */
export const nameOfPartner = ({ partners }: ReadersOf, turnId: TurnId, unnamed = t('The partner')): string =>
  partners.find((one) => one.turnId === turnId)?.name || unnamed;

/**
 * Why a partner gets no letter: staff must tell it (with a reason that ends a sentence), or the library has switched the kind off; null if
 * it gets one.
 */
const whyNoLetter = (
  readers: ReadersOf,
  kind: PartnerKind,
  turnId: TurnId,
): { readonly isOff: boolean; readonly reason: string } | null => {
  const partner = readers.partners.find((one) => one.turnId === turnId);
  if (!isWritten('partner', kind, readers.libraryOff))
    return { isOff: true, reason: t('this letter is switched off') };
  if (!partner || partner.name === '') return { isOff: false, reason: t('no partner is recorded') };
  switch (partner.address) {
    case 'good':
    case 'protocol':
      return null;
    default:
      return { isOff: false, reason: reasonsByHand[partner.address] };
  }
};

/** Returns the partners that staff must tell, by a preview that says so. @param address how they are reached */
export const toldByHand = (
  { partners }: ReadersOf,
  preview: string,
  address: keyof typeof reasonsByHand,
): readonly string[] =>
  partners
    .filter((one) => one.address === address && preview.includes(reasonsByHand[address]))
    .map(({ name }) => name)
    .filter((name) => name !== '' && preview.includes(name));

/** What a partner is told; also that what it was told of a volume was wrong. */
type Told = PartnerNotification | { readonly turnId: TurnId; readonly word: 'correction' | 'received-anew' };

/** The letter for each word, and its content: ` that …`, or ` whether …` if it asks. */
const wordFacts = {
  request: { kind: 'request', asks: t('to lend it') },
  'condition-accepted': { kind: 'condition-answered', says: t('that we accept its condition') },
  'condition-declined': { kind: 'condition-answered', says: t('that we decline its condition') },
  received: { kind: 'received', says: t('that the item arrived') },
  returned: { kind: 'returned', says: t('that the item is on its way back') },
  'not-needed': { kind: 'not-needed', says: t('that we no longer need it') },
  'not-needed-unanswered': { kind: 'not-needed-unanswered', says: t('that we no longer need it') },
  'rest-not-needed': { kind: 'rest-not-needed', says: t('that we no longer need the remaining volumes') },
  'cancel-asked': { kind: 'cancel-asked', asks: t('to agree to the cancellation') },
  'cancel-withdrawn': { kind: 'cancel-withdrawn', says: t('that we want it after all') },
  claim: { kind: 'claim', asks: t('where the parcel is') },
  'parcel-lost': { kind: 'lost', says: t('that the parcel is lost') },
  'parcel-found': { kind: 'found', says: t('that the parcel was found') },
  lost: { kind: 'lost', says: t('that the item is lost') },
  found: { kind: 'found', says: t('that the item was found') },
  damaged: { kind: 'damaged', says: t('that the item is damaged') },
  renewal: { kind: 'renewal', says: t('about the new due date') },
  'renewal-asked': { kind: 'renewal-asked', asks: t('to renew it') },
  'renewal-withdrawn': { kind: 'renewal-withdrawn', says: t('that we no longer want the renewal') },
  message: { kind: 'message', says: t('of your message') },
  correction: { kind: 'correction', says: t('that it did not send this item') },
  'received-anew': { kind: 'correction', says: t('that its other items arrived') },
} as const satisfies Readonly<
  Record<
    Exclude<Told['word'], 'take-back'>,
    { readonly kind: PartnerKind; readonly says?: string; readonly asks?: string }
  >
>;

/** Whether a letter is written for a word. */
const isLetter = (readers: ReadersOf, { word, turnId }: Told): boolean =>
  word !== 'take-back' && whyNoLetter(readers, wordFacts[word].kind, turnId) === null;

/** Whether a letter for a word needs no mail account. */
const isByProtocol = ({ partners }: ReadersOf, { turnId }: Told): boolean =>
  partners.find((one) => one.turnId === turnId)?.address === 'protocol';

/** Returns how a partner is told: by a letter that is sent or waits, or by staff. */
export const notificationMethod = (readers: ReadersOf, word: Told): 'by-letter' | 'by-hand' | LettersWait => {
  if (!isLetter(readers, word)) return 'by-hand';
  return isByProtocol(readers, word) ? 'by-letter' : (readers.lettersWait ?? 'by-letter');
};

/** Whether a word is sent by letter. If staff must tell the partner, or the letter waits, it is not reported as done. */
export const isSentByLetter = (
  readers: ReadersOf,
  words: readonly PartnerNotification[],
  word: PartnerNotification['word'],
): boolean => words.some((one) => one.word === word && notificationMethod(readers, one) === 'by-letter');

/** `North will be notified that we no longer need it.`, or what happens instead. */
const sentenceOf = (readers: ReadersOf, { word, turnId }: Told): string => {
  const name = nameOfPartner(readers, turnId);
  if (word === 'take-back') return t('{name} has not been sent the request yet and will not be.', { name });
  const inside = nameOfPartner(readers, turnId, t('the partner'));
  const facts: { readonly kind: PartnerKind; readonly says?: string; readonly asks?: string } =
    wordFacts[word];
  const why = whyNoLetter(readers, facts.kind, turnId);
  if (facts.asks !== undefined)
    return why === null
      ? t('{name} will be asked {what}.', { name, what: facts.asks })
      : t('Ask {name} yourself {what} ({noLetter}).', {
          name: inside,
          what: facts.asks,
          noLetter: why.reason,
        });
  const that = ` ${facts.says ?? ''}`;
  if (why === null) return t('{name} will be notified{that}.', { name, that });
  return why.isOff
    ? t('{name} will not be notified{that} (this letter is switched off).', { name, that })
    : t('Notify {name} yourself{that} ({noLetter}).', { name: inside, that, noLetter: why.reason });
};

/** Returns what each partner is told, or what staff do instead. One sentence each. */
export const partnerNotifications = (readers: ReadersOf, words: readonly Told[]): readonly string[] => {
  const { lettersWait } = readers;
  const letters = words.filter((word) => isLetter(readers, word));
  const waits = lettersWait !== null && letters.some((word) => !isByProtocol(readers, word));
  const isTold = (turnId: TurnId): boolean => letters.some((word) => word.turnId === turnId);
  const held = readers.partners.filter((partner) => partner.isHeld && isTold(partner.turnId));
  return dedupe([
    ...words.map((word) => sentenceOf(readers, word)),
    ...held.map(({ name }) => t('Letters to {name} are on hold.', { name })),
    ...(waits ? [queuedWords(lettersWait)] : []),
  ]);
};

/** Returns `The patron will be notified.`, or why not. @param that ` when it agrees`, or empty */
export const patronNotification = (readers: ReadersOf, kind: PatronKind, that = ''): readonly string[] => {
  const { patron, libraryOff, lettersWait } = readers;
  if (patron === null) return [t('No patron will be notified{that} (no requester is recorded).', { that })];
  if (!isWritten('patron', kind, libraryOff))
    return [t('The patron will not be notified{that} (this letter is switched off).', { that })];
  if (patron.address === 'none')
    return [
      t('Notify the patron yourself{that} (no e-mail address; the letter is under Contact by hand).', {
        that,
      }),
    ];
  if (patron.address === 'wrong')
    return [
      t(
        'Notify the patron yourself{that} (the e-mail address is not valid; correct it in Settings › Patrons).',
        { that },
      ),
    ];
  return [
    t('The patron will be notified{that}.', { that }),
    ...(lettersWait === null ? [] : [queuedWords(lettersWait)]),
  ];
};

/** What happens to the request itself, if its end or its volumes change. */
const lifeSentences = (before: Life, after: Life): readonly string[] => {
  const status = statusOf(after);
  const goesBack = after.volumes.filter(
    ({ id, use, place }) =>
      use === 'goes-back' &&
      isOut({ place }) &&
      before.volumes.some((one) => one.id === id && (one.use !== use || !isOut(one))),
  ).length;
  return [
    ...(goesBack > 0
      ? [
          t('{goesBack, plural, one {One volume goes} other {# volumes go}} back to the partner.', {
            goesBack,
          }),
        ]
      : []),
    ...(before.endedAs === null && isCompleted(status)
      ? [t('The request closes with the status “{status}”.', { status: statusLabel(status) })]
      : []),
    ...(before.cancelWish !== null && after.cancelWish === null && after.endedAs === null
      ? [t('The cancellation is withdrawn, and the request continues.')]
      : []),
    ...(before.endedAs !== null && after.endedAs === null ? [t('The request is open again.')] : []),
    ...(status === 'REJECTED' && statusOf(before) !== status
      ? [t('No partners left in the rota. Add one, or cancel the request.')]
      : []),
    ...(after.cancelWish !== null && before.cancelWish === null && after.endedAs === null
      ? [t('The request stays open until the partner answers.')]
      : []),
  ];
};

/** Returns the consequences of a step: what happens to the request, and who is notified. One sentence each. */
export const sentencesOf = (
  readers: ReadersOf,
  before: Life,
  { life, words }: Outcome,
): readonly string[] => {
  const isCancelledNow = before.endedAs === null && life.endedAs !== null && life.cancelWish !== null;
  return [
    ...lifeSentences(before, life),
    ...partnerNotifications(readers, words),
    ...(isCancelledNow && readers.cancelNotify ? patronNotification(readers, 'cancelled') : []),
  ];
};

/** Returns a window's preview of events, computed by the same function that applies them. Empty if they are not allowed. */
export const previewEvents = (
  request: ReadersOf & Deciding,
  events: readonly LifeEvent[],
): readonly string[] => {
  const outcome = events.length === 0 ? null : lifeAfterAll(request.life, events);
  return outcome === null ? [] : sentencesOf(request, request.life, outcome);
};
