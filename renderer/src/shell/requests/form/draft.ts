import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, DeskId, PartnerId } from '../../../../../shared/domain/ids.ts';
import type { RequestDetails, RequestFields } from '../../../../../shared/ipc/request-views.ts';
import { dateHint, readDate } from '../../../components/typed-date.ts';
import type { ChosenPatron } from './PatronBox.tsx';

/** The form as it stands, in the words of its fields. */
export type Draft = {
  readonly externalId: string;
  readonly title: string;
  readonly author: string;
  readonly format: string;
  readonly patron: ChosenPatron | null;
  /** What is typed to find a patron and chose none yet. */
  readonly patronText: string;
  readonly partners: readonly PartnerId[];
  readonly pickupDeskId: DeskId | null;
  /** As it is typed, or empty. */
  readonly dueOn: string;
  /** Digits, or empty where nobody knows. */
  readonly volumes: string;
  readonly circulationNote: string;
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
  dueOn: '',
  volumes: '1',
  circulationNote: '',
});

/** The form of a request that is there. */
export const draftOf = ({
  request,
  format,
  patron,
  pickupDeskId,
  circulationNote,
}: RequestDetails): Draft => ({
  externalId: request.externalId,
  title: request.title,
  author: request.author,
  format,
  patron: patron && { id: patron.id, name: patron.name, barcode: patron.barcode },
  patronText: '',
  partners: [],
  pickupDeskId,
  dueOn: request.dueOn === null ? '' : formatDate(request.dueOn),
  volumes: request.volumesExpected === null ? '' : String(request.volumesExpected),
  circulationNote,
});

export type DraftFaults = Partial<Record<'title' | 'patron' | 'dueOn' | 'volumes', string>>;

/**
 * What must be mended before it can be saved, by field; nothing in it means that it can be.
 * @param today today's date at the library: a date without a year is the next such day
 */
export const faultsOf = (draft: Draft, today: CalendarDate): DraftFaults => ({
  ...(draft.title.trim() === '' && { title: 'A request needs a title: write what is asked for.' }),
  // Else the request would be stored for nobody, though a name stands in the form.
  ...(draft.patron === null &&
    draft.patronText.trim() !== '' && { patron: 'Choose the patron from the list, or empty the box.' }),
  ...(draft.dueOn.trim() !== '' &&
    readDate(draft.dueOn, today) === null && { dueOn: `This is no date. ${dateHint}.` }),
  ...(draft.volumes !== '' &&
    !/^[1-9]\d{0,3}$/.test(draft.volumes) && {
      volumes: 'Write a number from 1 to 9999, or nothing when nobody knows.',
    }),
});

/** What is sent; only for a form without faults. */
export const fieldsOf = (draft: Draft, today: CalendarDate): RequestFields => ({
  title: draft.title.trim(),
  author: draft.author.trim(),
  format: draft.format,
  patronId: draft.patron?.id ?? null,
  pickupDeskId: draft.pickupDeskId,
  dueOn: readDate(draft.dueOn, today),
  volumes: draft.volumes === '' ? null : Number(draft.volumes),
  circulationNote: draft.circulationNote.trim(),
});
