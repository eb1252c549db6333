import { t } from '../../words/words.ts';
import type { TurnId } from '../ids.ts';
import type { Deciding } from '../life/deciding.ts';
import { lifeAfterAll } from '../life/life-after.ts';
import type { Life, LifeEvent, Outcome, PartnerWord } from '../life/life.ts';
import { statusOf } from '../life/status.ts';
import { isOut } from '../life/volume.ts';
import { isCompleted, statusLabel } from '../request-status.ts';
import { isWritten, type MessageKindFor } from './all-letters.ts';

// Who is told of a step, in the words of the windows. What will happen is worked out by the function that makes it happen.

/** What the sentences know of those who would read a letter about a request. */
export type ReadersOf = {
  /** Null where no requester is recorded. */
  readonly patron: { readonly name: string; readonly hasAddress: boolean } | null;
  /** Whether a mail account is set up: until then letters wait. */
  readonly mailWorks: boolean;
  /** The names of the kinds that the library does without (all-letters.ts). */
  readonly libraryOff: readonly string[];
  /** Every partner of the request by its turn, with what is not written to it. */
  readonly partners: readonly {
    readonly turnId: TurnId;
    /** Empty where nobody recorded who it is. */
    readonly name: string;
    readonly hasAddress: boolean;
    readonly lettersOff: readonly string[];
  }[];
};

type PartnerKind = MessageKindFor<'partner'>;
type PatronKind = MessageKindFor<'patron'>;

/** The name of the partner of a turn, as sentences begin with it. @param unnamed what stands there where nobody recorded it. */
export const nameOfPartner = (
  { partners }: ReadersOf,
  turnId: TurnId,
  unnamed = t('common.thePartner2'),
): string => partners.find((one) => one.turnId === turnId)?.name || unnamed;

/** Why a partner gets no letter: staff tell it, for a reason that ends a sentence, or the library does without; null where it gets one. */
const whyNoLetter = (
  readers: ReadersOf,
  kind: PartnerKind,
  turnId: TurnId,
): { readonly isOff: boolean; readonly reason: string } | null => {
  const partner = readers.partners.find((one) => one.turnId === turnId);
  if (!isWritten('partner', kind, { library: [], partner: partner?.lettersOff ?? [] }))
    return { isOff: false, reason: t('told.noLetterOfThisKindGoes') };
  if (!isWritten('partner', kind, { library: readers.libraryOff, partner: [] }))
    return { isOff: true, reason: t('told.thisLetterIsOff') };
  if (!partner || partner.name === '') return { isOff: false, reason: t('told.nobodyRecordedWhoItIs') };
  return partner.hasAddress ? null : { isOff: false, reason: t('told.itHasNoEmailAddress') };
};

/** The letter of a word, and what it says: ` that …`, or ` whether …` where it asks. */
const wordFacts = {
  request: { kind: 'request', asks: t('told.toLendIt') },
  'condition-accepted': { kind: 'condition-answered', says: t('told.thatWeAcceptItsCondition') },
  'condition-declined': { kind: 'condition-answered', says: t('told.thatWeDeclineItsCondition') },
  received: { kind: 'received', says: t('told.thatItArrived') },
  returned: { kind: 'returned', says: t('told.thatItIsOnItsWayBack') },
  'not-needed': { kind: 'not-needed', says: t('told.thatItIsNoLongerNeeded') },
  'not-needed-unanswered': { kind: 'not-needed-unanswered', says: t('told.thatItIsNoLongerNeeded') },
  'rest-not-needed': { kind: 'rest-not-needed', says: t('told.thatTheRestIsNoLongerNeeded') },
  'cancel-asked': { kind: 'cancel-asked', asks: t('told.toAgreeToTheCancellation') },
  'cancel-withdrawn': { kind: 'cancel-withdrawn', says: t('told.thatItIsWantedAfterAll') },
  claim: { kind: 'claim', asks: t('told.whereTheParcelIs') },
  'parcel-lost': { kind: 'lost', says: t('told.thatTheParcelIsLost') },
  'parcel-found': { kind: 'found', says: t('told.thatTheParcelWasFound') },
  lost: { kind: 'lost', says: t('told.thatItIsLost') },
  found: { kind: 'found', says: t('told.thatItWasFound') },
  damaged: { kind: 'damaged', says: t('told.thatItIsDamaged') },
  renewal: { kind: 'renewal', says: t('told.ofTheNewDate') },
  'renewal-asked': { kind: 'renewal-asked', asks: t('told.toRenewIt') },
  'renewal-withdrawn': { kind: 'renewal-withdrawn', says: t('told.thatTheRenewalIsNoLongerWanted') },
} as const satisfies Readonly<
  Record<
    Exclude<PartnerWord['word'], 'take-back'>,
    { readonly kind: PartnerKind; readonly says?: string; readonly asks?: string }
  >
>;

/** Whether a letter is written of a word. */
const isLetter = (readers: ReadersOf, { word, turnId }: PartnerWord): boolean =>
  word !== 'take-back' && whyNoLetter(readers, wordFacts[word].kind, turnId) === null;

/** `North is told that it is no longer needed.`, or what happens instead. */
const sentenceOf = (readers: ReadersOf, { word, turnId }: PartnerWord): string => {
  const name = nameOfPartner(readers, turnId);
  if (word === 'take-back') return t('told.hasNotHeardOfIt', { name });
  const inside = nameOfPartner(readers, turnId, t('common.thePartner'));
  const facts: { readonly kind: PartnerKind; readonly says?: string; readonly asks?: string } =
    wordFacts[word];
  const why = whyNoLetter(readers, facts.kind, turnId);
  if (facts.asks !== undefined)
    return why === null
      ? t('told.isAsked', { name, what: facts.asks })
      : t('told.askYourself', { name: inside, what: facts.asks, noLetter: why.reason });
  const that = ` ${facts.says ?? ''}`;
  if (why === null) return t('told.isTold', { name, that });
  return why.isOff
    ? t('told.isNotToldThisLetterIs', { name, that })
    : t('told.tellYourself', { name: inside, that, noLetter: why.reason });
};

/** `The patron is told.`, or why not. @param that ` when it agrees`, or nothing */
export const patronIsTold = (readers: ReadersOf, kind: PatronKind, that = ''): string => {
  const { patron, libraryOff, mailWorks } = readers;
  if (patron === null) return t('told.nobodyIsToldNoRequesterIs', { that });
  if (!isWritten('patron', kind, { library: libraryOff, partner: [] }))
    return t('told.thePatronIsNotToldThis', { that });
  if (!patron.hasAddress) return t('told.thePatronHasNoEmailAddress', { that });
  return mailWorks
    ? t('told.thePatronIsTold', { that })
    : t('told.thePatronIsToldByALetterThatWaits', { that });
};

/** What becomes of the request itself, where its end or its volumes change. */
const lifeSentences = (before: Life, after: Life): readonly string[] => {
  const status = statusOf(after);
  const goesBack = after.volumes.filter(
    ({ id, use, place }) =>
      use === 'goes-back' &&
      isOut({ place }) &&
      before.volumes.some((one) => one.id === id && one.use !== use),
  ).length;
  return [
    ...(goesBack > 0 ? [t('told.volumesGoBack', { goesBack })] : []),
    ...(before.endedAs === null && isCompleted(status)
      ? [t('told.theRequestEnds', { status: statusLabel(status) })]
      : []),
    ...(before.cancelWish !== null && after.cancelWish === null && after.endedAs === null
      ? [t('told.theCancellationIsWithdrawn')]
      : []),
    ...(before.endedAs !== null && after.endedAs === null ? [t('told.theRequestIsOpenAgain')] : []),
    ...(status === 'REJECTED' && statusOf(before) !== status ? [t('told.noPartnerIsLeft')] : []),
    ...(after.cancelWish !== null && before.cancelWish === null && after.endedAs === null
      ? [t('told.theRequestWaitsForTheAnswer')]
      : []),
  ];
};

/** What comes of a step: what becomes of the request, and who is told. One sentence each. */
export const sentencesOf = (
  readers: ReadersOf,
  before: Life,
  { life, words }: Outcome,
): readonly string[] => {
  const sentences = [...lifeSentences(before, life), ...words.map((word) => sentenceOf(readers, word))];
  const waits = !readers.mailWorks && words.some((word) => isLetter(readers, word));
  return waits ? [...sentences, t('told.lettersWait')] : sentences;
};

/** What a window says beforehand of events: the same function takes them. Empty where they are not allowed. */
export const aheadOf = (request: ReadersOf & Deciding, events: readonly LifeEvent[]): string => {
  const outcome = events.length === 0 ? null : lifeAfterAll(request.life, events);
  return outcome === null ? '' : sentencesOf(request, request.life, outcome).join(' ');
};
