import type { Life, RequestEventType } from './life/life.ts';
import type { PartnerId } from './ids.ts';
import { canHappen } from './life/next.ts';
import { isFrom, isOut, type Volume } from './life/volumes.ts';
import { t } from '../words/words.ts';

/** Which volumes a partner can mean. */
const whatItMeans = {
  asked: (volume: Volume): boolean => isOut(volume) && volume.renewal === 'asked',
  lent: ({ status }: Volume): boolean => status === 'on-loan',
  // Of what went back it can be said all the same: it crossed with the parcel.
  notLost: ({ status }: Volume): boolean => status !== 'lost',
  wanted: (volume: Volume): boolean => isOut(volume) && volume.demand !== 'none',
  gone: (volume: Volume): boolean => !isOut(volume),
  sentBack: ({ status }: Volume): boolean => status === 'returned-to-partner',
  reported: ({ report }: Volume): boolean => report !== 'none',
} as const;

type AnswerFacts = {
  /** What staff choose, in the partner's place: `The partner …`. */
  readonly label: string;
  readonly event: RequestEventType;
  /** What the history says. */
  readonly headline: string;
  /** Which volumes it is about: those of the partner that says it. Left out where it is about the request: the active partner's. */
  readonly means?: keyof typeof whatItMeans;
};

/** What a partner can say to a request, and a patron's renewal that it agreed to by itself. In the order of a request's life. */
export const partnerAnswers = {
  'will-supply': {
    label: t('partnerAnswers.willSupplyIt'),
    event: 'partner.willSupply',
    headline: t('partnerAnswers.willSupply'),
  },
  conditional: {
    label: t('partnerAnswers.setsACondition'),
    event: 'partner.conditional',
    headline: t('partnerAnswers.setACondition'),
  },
  shipped: {
    label: t('partnerAnswers.hasShippedIt'),
    event: 'partner.shipped',
    headline: t('partnerAnswers.shippedIt'),
  },
  'shipped-digitally': {
    label: t('partnerAnswers.hasSentItAsAFile'),
    event: 'partner.shippedDigitally',
    headline: t('partnerAnswers.sentItAsAFile'),
  },
  rejected: {
    label: t('common.cannotLendIt'),
    event: 'partner.rejected',
    headline: t('common.cannotLendIt'),
  },
  expired: {
    label: t('common.didNotAnswerInTime'),
    event: 'partnerLine.expired',
    headline: t('common.didNotAnswerInTime'),
  },
  'cancel-accepted': {
    label: t('partnerAnswers.agreesToTheCancellation'),
    event: 'partner.cancelAccepted',
    headline: t('partnerAnswers.agreedToTheCancellation'),
  },
  'cancel-refused': {
    label: t('partnerAnswers.doesNotAgreeToTheCancellation'),
    event: 'partner.cancelRefused',
    headline: t('partnerAnswers.didNotAgreeToTheCancellation'),
  },
  renewed: {
    label: t('partnerAnswers.renewsIt'),
    event: 'partner.renewed',
    headline: t('partnerAnswers.renewedIt'),
    means: 'asked',
  },
  'renewal-refused': {
    label: t('partnerAnswers.doesNotRenewIt'),
    event: 'partner.renewalRefused',
    headline: t('partnerAnswers.didNotRenewIt'),
    means: 'asked',
  },
  'patron-renewed': {
    label: t('partnerAnswers.renewedItForThePatronWho'),
    event: 'patron.renewed',
    headline: t('partnerAnswers.renewedItForThePatron'),
    means: 'lent',
  },
  overdue: {
    label: t('partnerAnswers.saysThatItIsOverdue'),
    event: 'partner.overdue',
    headline: t('partnerAnswers.saysThatItIsOverdue'),
    means: 'notLost',
  },
  recalled: {
    label: t('partnerAnswers.wantsItBackNow'),
    event: 'partner.recalled',
    headline: t('partnerAnswers.recalledIt'),
    means: 'notLost',
  },
  'demand-withdrawn': {
    label: t('partnerAnswers.doesNotWantItBackAny'),
    event: 'demand.withdrawn',
    headline: t('partnerAnswers.doesNotWantItBackAny'),
    means: 'wanted',
  },
  'checked-in': {
    label: t('partnerAnswers.hasItBack'),
    event: 'partner.checkedIn',
    headline: t('partnerAnswers.hasItBack'),
    means: 'gone',
  },
  'not-arrived': {
    label: t('partnerAnswers.saysThatItNeverArrived'),
    event: 'partner.neverArrived',
    headline: t('partnerAnswers.saysThatItNeverArrived'),
    means: 'sentBack',
  },
  settled: {
    label: t('partnerAnswers.hasSettledTheLossOrDamage'),
    event: 'partner.settled',
    headline: t('partnerAnswers.settledTheLossOrDamage'),
    means: 'reported',
  },
} as const satisfies Record<string, AnswerFacts>;

export type PartnerAnswerKind = keyof typeof partnerAnswers;
export const partnerAnswerKinds = Object.keys(partnerAnswers) as readonly PartnerAnswerKind[];

const factsOf = (kind: PartnerAnswerKind): AnswerFacts => partnerAnswers[kind];

/** The volumes of a partner that an answer is about. Where nobody recorded who sent one, it may be anybody's. */
export const volumesMeant = (
  life: Life,
  kind: PartnerAnswerKind,
  partnerId: PartnerId | null,
): readonly Volume[] => {
  const { means } = factsOf(kind);
  return means === undefined
    ? []
    : life.volumes.filter((volume) => whatItMeans[means](volume) && isFrom(volume, partnerId));
};

/** The partners that can have said this of their volumes; empty where it is about the request. */
export const partnersThatAnswer = (life: Life, kind: PartnerAnswerKind): readonly PartnerId[] => [
  ...new Set(volumesMeant(life, kind, null).flatMap(({ partnerId }) => partnerId ?? [])),
];

/** Who said it, where nobody chose: the active partner, or else one that has volumes of which it can be said, what is out first. */
export const likelyPartner = (
  life: Life,
  kind: PartnerAnswerKind,
  activePartnerId: PartnerId | null,
): PartnerId | null => {
  const partners = partnersThatAnswer(life, kind);
  const hasOut = (id: PartnerId): boolean =>
    volumesMeant(life, kind, id).some((volume) => isOut(volume) && volume.partnerId === id);
  const [first] = [...partners.filter(hasOut), ...partners];
  if (first === undefined) return activePartnerId;
  const isActive = activePartnerId !== null && partners.includes(activePartnerId);
  return isActive && (hasOut(activePartnerId) || !hasOut(first)) ? activePartnerId : first;
};

/** The answers that can be recorded for a request with this life. */
export const answersFor = (life: Life): readonly PartnerAnswerKind[] =>
  partnerAnswerKinds.filter((kind) => canHappen(life, partnerAnswers[kind].event));
