import type { Citation } from '../../../../shared/domain/citation.ts';
import { citationWords, noCitation } from '../../../../shared/domain/citation.ts';
import type { CalendarDate, DeskId, PartnerId } from '../../../../shared/domain/ids.ts';
import type { RequestDetails } from '../../../../shared/ipc/request-views.ts';
import type { AskAgain } from '../../../../shared/ipc/calls/thread.ts';
import type { RequestFields } from '../../../../shared/ipc/input-shapes.ts';
import { dateHint, readDate } from '../../components/typed-date.ts';
import type { ChosenPatron } from './PatronBox.tsx';
import { t } from '../../../../shared/words/words.ts';

/** The form's values as text. */
export type Draft = {
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly format: string;
  readonly patron: ChosenPatron | null;
  /** The search text while no patron is chosen. */
  readonly patronText: string;
  readonly partners: readonly PartnerId[];
  readonly pickupDeskId: DeskId | null;
  /** Digits, or empty if unknown. */
  readonly volumes: string;
  readonly circulationNote: string;
  /** Contains the needed-by date as typed. */
  readonly citation: Citation;
};

/** An empty form at a desk: most patrons collect where they asked. */
export const emptyDraft = (pickupDeskId: DeskId): Draft => ({
  externalId: '',
  title: '',
  author: '',
  format: 'physical',
  patron: null,
  patronText: '',
  partners: [],
  pickupDeskId,
  volumes: '1',
  circulationNote: '',
  citation: noCitation,
});

/** Returns the form of an existing request. */
export const draftOf = ({
  request,
  format,
  patron,
  pickupDeskId,
  circulationNote,
  citation,
}: RequestDetails): Draft => ({
  externalId: request.externalId,
  title: request.title,
  author: request.author,
  format,
  patron: patron && { id: patron.id, name: patron.name, barcode: patron.barcode },
  patronText: '',
  partners: [],
  pickupDeskId,
  volumes: request.volumesExpected === null ? '' : String(request.volumesExpected),
  circulationNote,
  citation: { ...citation, neededBy: citationWords('neededBy', citation.neededBy) },
});

type Parts = Readonly<Record<string, unknown>>;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Returns each field by name, including the citation fields. */
const fieldsIn = ({ citation, ...draft }: Draft): Parts => ({ ...draft, ...citation });

/** Updates a draft after another desk changed the request: fields that were not edited here follow. */
export const followed = (
  draft: Draft,
  from: Draft,
  to: Draft,
): { readonly draft: Draft; readonly isChanged: boolean; readonly kept: readonly string[] } => {
  const follow = <T extends object>(mine: T, was: T, is: T): T =>
    Object.fromEntries(
      Object.entries(mine).map(([name, value]: [string, unknown]) => {
        const [then, now] = [(was as Parts)[name], (is as Parts)[name]];
        return [name, isSame(value, then) ? now : value];
      }),
    ) as T;
  const next = {
    ...follow(draft, from, to),
    citation: follow(draft.citation, from.citation, to.citation),
  };
  const [mine, was, is] = [fieldsIn(next), fieldsIn(from), fieldsIn(to)];
  const changed = Object.keys(is).filter((name) => !isSame(was[name], is[name]));
  return {
    draft: next,
    isChanged: changed.length > 0,
    kept: changed.filter((name) => !isSame(mine[name], is[name])),
  };
};

/**
 * Returns the form for repeating a request: the work, the patron, and the pickup location. The needed-by date and the partners belong to
 * the old request.
 * @param again the partner that may be asked again, with the changes it asked for
 */
export const repeatedDraft = (details: RequestDetails, again: AskAgain | null): Draft => {
  const draft = draftOf(details);
  const { edition, journalVolume, maximumCost } = draft.citation;
  return {
    ...draft,
    externalId: '',
    circulationNote: '',
    format: again?.format || draft.format,
    partners: again ? [again.partnerId] : [],
    citation: {
      ...draft.citation,
      neededBy: '',
      edition: again?.edition || edition,
      journalVolume: again?.journalVolume || journalVolume,
      maximumCost: again?.maximumCost || maximumCost,
    },
  };
};

export type DraftFaults = Partial<Record<'title' | 'patron' | 'neededBy' | 'volumes', string>>;

/**
 * Returns the errors by field; empty if it can be saved.
 * @param today the current date at the library: a date without a year is the next such day
 */
export const faultsOf = (draft: Draft, today: CalendarDate): DraftFaults => ({
  ...(draft.title.trim() === '' && { title: t('No title. Every request needs one.') }),
  // Otherwise the request would be stored without a patron, although the form contains a name.
  ...(draft.patron === null &&
    draft.patronText.trim() !== '' && { patron: t('Choose the patron from the list, or clear the box.') }),
  ...(draft.citation.neededBy.trim() !== '' &&
    readDate(draft.citation.neededBy, today) === null && {
      neededBy: t('This isn’t a date. {dateHint}.', { dateHint }),
    }),
  ...(draft.volumes !== '' &&
    !/^[1-9]\d{0,3}$/.test(draft.volumes) && {
      volumes: t('Enter a number from 1 to 9999, or leave blank if unknown.'),
    }),
});

/** Returns the fields to send; only for a form without errors. */
export const fieldsOf = (draft: Draft, today: CalendarDate): RequestFields => ({
  ...draft.citation,
  neededBy: readDate(draft.citation.neededBy, today) ?? '',
  title: draft.title.trim(),
  author: draft.author.trim(),
  format: draft.format,
  patronId: draft.patron?.id ?? null,
  pickupDeskId: draft.pickupDeskId,
  volumes: draft.volumes === '' ? null : Number(draft.volumes),
  circulationNote: draft.circulationNote.trim(),
});
