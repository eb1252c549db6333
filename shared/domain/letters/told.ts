import { t } from '../../words/words.ts';
import type { PartnerId } from '../ids.ts';
import { isWritten, type MessageKindFor } from './all-letters.ts';

// Who is told of a step, in the words of the windows: what will really happen, by what is written and to whom.

/** What the sentences know of a request and of those who would read a letter about it. */
export type ReadersOf = {
  /** Empty where no requester is recorded. */
  readonly patronName: string;
  /** The active partner. */
  readonly partner: { readonly id: PartnerId; readonly name: string } | null;
  readonly readers: {
    /** The names of the kinds that the library does without (all-letters.ts). */
    readonly libraryOff: readonly string[];
    /** Every partner of the request, with what is not written to it. */
    readonly partners: readonly {
      readonly id: PartnerId;
      readonly name: string;
      readonly lettersOff: readonly string[];
    }[];
  };
};

type PartnerKind = MessageKindFor<'partner'>;
type PatronKind = MessageKindFor<'patron'>;

const activeOf = ({ partner }: ReadersOf): PartnerId | null => partner?.id ?? null;

/** The name of a partner of the request, as sentences begin with it. */
export const nameOfPartner = (request: ReadersOf, id = activeOf(request)): string =>
  request.readers.partners.find((one) => one.id === id)?.name ??
  request.partner?.name ??
  t('common.thePartner2');

/** How a partner hears of it: by letter; not, because its library does without; or from staff, because it is told in another way. */
const wayTo = (
  request: ReadersOf,
  kind: PartnerKind,
  id: PartnerId | null,
): 'letter' | 'nobody' | 'staff' => {
  const { libraryOff, partners } = request.readers;
  const partner = partners.find((one) => one.id === id)?.lettersOff ?? [];
  if (!isWritten('partner', kind, { library: [], partner })) return 'staff';
  return isWritten('partner', kind, { library: libraryOff, partner: [] }) ? 'letter' : 'nobody';
};

const noLetter = t('told.noLetterOfThisKindGoes');

/**
 * `North is told that it is not needed any more.`, or what happens instead.
 * @param that ` that …`, or nothing
 */
export const partnerIsTold = (
  request: ReadersOf,
  kind: PartnerKind,
  that = '',
  id = activeOf(request),
): string => {
  const name = nameOfPartner(request, id);
  switch (wayTo(request, kind, id)) {
    case 'letter':
      return t('told.isTold', { name, that });
    case 'nobody':
      return t('told.isNotToldThisLetterIs', { name, that });
    case 'staff':
      return t('told.tellYourself', { name, that, noLetter });
  }
};

/** `North is asked where it is.`, or that staff must ask. @param what what it is asked */
export const partnerIsAsked = (
  request: ReadersOf,
  kind: PartnerKind,
  what: string,
  id = activeOf(request),
): string => {
  const name = nameOfPartner(request, id);
  return wayTo(request, kind, id) === 'letter'
    ? t('told.isAsked', { name, what })
    : t('told.askYourself', { name, what, noLetter });
};

/** What staff must do for a partner that a letter was promised; empty where one goes. Stands behind a sentence of its own. */
export const unlessWritten = (request: ReadersOf, kind: PartnerKind, id = activeOf(request)): string =>
  wayTo(request, kind, id) === 'letter'
    ? ''
    : t('told.tellYourself2', { ofPartner: nameOfPartner(request, id), noLetter });

/** `The patron is told.`, or why not. @param that ` when it agrees`, or nothing */
export const patronIsTold = (request: ReadersOf, kind: PatronKind, that = ''): string => {
  if (request.patronName === '') return t('told.nobodyIsToldNoRequesterIs', { that });
  return isPatronTold(request, kind)
    ? t('told.thePatronIsTold', { that })
    : t('told.thePatronIsNotToldThis', { that });
};

const isPatronTold = (request: ReadersOf, kind: PatronKind): boolean =>
  request.patronName !== '' &&
  isWritten('patron', kind, { library: request.readers.libraryOff, partner: [] });

/** Whether a letter of this kind goes to the active partner, and one to the patron. */
export const bothAreTold = (request: ReadersOf, partner: PartnerKind, patron: PatronKind): boolean =>
  wayTo(request, partner, activeOf(request)) === 'letter' && isPatronTold(request, patron);
