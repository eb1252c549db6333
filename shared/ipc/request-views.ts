import * as z from 'zod';
import { citationFields } from '../domain/citation.ts';
import type { CitationField } from '../domain/request-fields.ts';
import type { CreatedPeriod, DueBucket, ReadyView, SortColumn } from '../domain/request-list.ts';
import {
  createdPeriodNames,
  dueBucketNames,
  readyViewNames,
  sortColumnNames,
} from '../domain/request-list.ts';
import { type ShownState, shownStates } from '../domain/letters/all-letters.ts';
import { matchReasons } from '../domain/same-work.ts';
import * as view from './views.ts';
import { conditionView, threadCounts, turnView } from './turn-views.ts';
import { partnerId, patronView } from './views.ts';

/** The shapes of the list of borrowing requests and of one request with its details. */

const oneOf = <T extends string>(names: readonly T[]): z.ZodType<T> => z.enum(names as [T, ...T[]]);
export const noteId = z.int().positive();

export const dueBucket: z.ZodType<DueBucket> = oneOf(dueBucketNames);
export const createdPeriod: z.ZodType<CreatedPeriod> = oneOf(createdPeriodNames);
export const readyView: z.ZodType<ReadyView> = oneOf(readyViewNames);
export const activity = z.enum(['active', 'completed']);

/** The filters of the list. Values of one facet are alternatives, and facets are combined; an empty list or null means any. */
export const requestQuery = z.strictObject({
  /** As typed into `Search requests`: words and parts such as `status:conditional back<2026-12-01`. */
  text: z.string().max(10_000),
  statuses: z.array(z.string().max(64)).max(100),
  activity: activity.nullable(),
  /** Null in a list matches requests that have none. */
  partnerIds: z.array(partnerId.nullable()).max(1_000),
  pickupDeskIds: z.array(view.deskId.nullable()).max(1_000),
  /** When the patron must bring it back (`Due`); views saved before this existed lack it. */
  patronDue: z.array(dueBucket).max(6).default([]),
  /** When the partner wants it back (`Due back`). */
  due: z.array(dueBucket).max(6),
  created: createdPeriod.nullable(),
  activeNotes: z.boolean().nullable(),
  ready: readyView.nullable(),
});
export type RequestQuery = z.infer<typeof requestQuery>;

export const requestSort = z.strictObject({
  column: oneOf<SortColumn>(sortColumnNames),
  direction: z.enum(['ascending', 'descending']),
});
export type RequestSort = z.infer<typeof requestSort>;

/** Where one volume is. */
export const itemPlace = z.strictObject({
  barcode: z.string(),
  /** Codes from item-status.ts; an unknown one is displayed unchanged. */
  status: z.string(),
  /** The desk where it is or from which it was sent; empty if unknown. */
  deskName: z.string(),
  /** The desk to which it is on its way; empty otherwise. */
  destinationName: z.string(),
});

/** One row of the list. */
export const requestRow = view.requestSummary.extend({
  activeNotes: z.int(),
  /** Messages and mails of partners that staff have not read. */
  unreadMessages: z.int(),
  /** The partner's open condition; null if there is none or it was answered. */
  condition: z
    .strictObject({
      setAt: view.instant.nullable(),
      replyBy: view.calendarDate.nullable(),
      /** Its text, as staff read it: the reason and the note. May be truncated to 300 characters. */
      words: z.string(),
    })
    .nullable(),
  /** Where its volumes are, at most four places, those with us first: each with its first volume and the number of volumes. */
  places: z.array(itemPlace.extend({ count: z.int().positive() })),
});
export type RequestRow = z.infer<typeof requestRow>;

export const requestList = z.strictObject({
  total: z.int(),
  /** True if more match than are counted: the newest `total` of them are listed. */
  atLeast: z.boolean(),
  rows: z.array(requestRow),
});
export type RequestList = z.infer<typeof requestList>;

/** The number of requests in a ready-made view. */
export const viewCount = z.strictObject({
  view: readyView,
  count: z.int(),
  /** True if it contains more than were counted. */
  atLeast: z.boolean(),
});
export type ViewCount = z.infer<typeof viewCount>;

const counted = <T extends z.ZodType>(value: T) =>
  z.array(z.strictObject({ value, label: z.string(), count: z.int() }));

/** The values of each facet with their counts, given all other facets. A chosen value is listed even at 0. */
export const requestFacets = z.strictObject({
  total: z.int(),
  atLeast: z.boolean(),
  /** Statuses in the order of a request's life, unknown ones last. */
  status: counted(z.string()),
  activity: counted(activity),
  /** By name; null is "No partner". */
  partner: counted(partnerId.nullable()),
  /** By name; null is "No pickup location". */
  pickup: counted(view.deskId.nullable()),
  /** Requests that are over are not counted here. */
  patronDue: counted(dueBucket),
  due: counted(dueBucket),
  /** A request may be in several: one created today was also created this week. */
  created: counted(createdPeriod),
  activeNotes: counted(z.boolean()),
});
export type RequestFacets = z.infer<typeof requestFacets>;

export const itemView = itemPlace.extend({
  itemId: view.itemId,
  volume: z.int().positive(),
  /** The text on its spine; empty if not recorded. */
  label: z.string(),
  /** Whether it is here for the patron, or only to go back. */
  use: z.enum(['for-patron', 'goes-back']),
  /** The sender, and when it wants it back. */
  senderName: z.string(),
  partnerDueOn: view.calendarDate.nullable(),
  /** Null if no one knows when; so is the day of a loan. */
  receivedAt: view.instant.nullable(),
  /** The last day on which the patron may pick it up. */
  holdUntil: view.calendarDate.nullable(),
  /** The newest loan; `endedOn` is null while it is open. */
  loan: z
    .strictObject({
      loanedOn: view.calendarDate.nullable(),
      dueOn: view.calendarDate,
      endedOn: view.calendarDate.nullable(),
      renewals: z.int(),
      /** The date requested from the partner, which has not answered. */
      renewalDueOn: view.calendarDate.nullable(),
    })
    .nullable(),
});
export type ItemView = z.infer<typeof itemView>;

/** A field whose value in a file differs from the one here, until staff resolve it. */
export const conflictView = z.strictObject({
  /** The field's name for staff. */
  label: z.string(),
  /** The current value here and the file's, as staff read them; null if none. */
  here: z.string().nullable(),
  there: z.string().nullable(),
  /** Who set the value here; null if unknown. */
  changed: z.strictObject({ at: view.instant, operatorName: z.string() }).nullable(),
  /** The system that wrote the file and the file itself; empty if unknown. */
  systemName: z.string(),
  fileName: z.string(),
  foundAt: view.instant,
  /** Why the file's value cannot be taken as the request is now; null if it can. */
  takeRefusal: z.string().nullable(),
});
export type ConflictView = z.infer<typeof conflictView>;

/** The state of a message or letter, as the pages show it. */
export const messageState = z.enum(Object.keys(shownStates) as [ShownState, ...ShownState[]]);

export const slipView = view.slipState.extend({
  /** Whether its step was undone: the paper is to be discarded. */
  undone: z.boolean(),
  kind: view.slipKind,
  barcode: z.string(),
  createdAt: view.instant,
  updatedAt: view.instant,
});
export type SlipView = z.infer<typeof slipView>;

/** One line of a request's history. */
export const historyLine = z.strictObject({
  opId: view.opId,
  kind: z.string(),
  /** The kind of step, as staff read it. */
  label: z.string(),
  at: view.instant,
  operatorName: z.string(),
  deskName: z.string(),
  headline: z.string(),
  statusBefore: z.string(),
  statusAfter: z.string(),
  /** How staff read that it was undone; null if it was not. */
  undone: z.string().nullable(),
  /** Null if it can be undone (the step `undo` with its opId), otherwise the reason why not. */
  undoRefusal: z.string().nullable(),
});
export type HistoryLine = z.infer<typeof historyLine>;

const citationNames = citationFields.map(({ name }) => name) as [CitationField, ...CitationField[]];

/** A request that another one refers to. */
const namedRequest = z.strictObject({ requestId: view.requestId, externalId: z.string() });

export const requestDetails = z.strictObject({
  request: view.requestSummary,
  format: z.string(),
  citation: z.record(z.enum(citationNames), z.string()),
  /** The request that it repeats, and those that repeat it, if the operator may read them. */
  againOf: namedRequest.nullable(),
  againAs: z.array(namedRequest),
  circulationNote: z.string(),
  cost: z.string(),
  pickupDeskId: view.deskId.nullable(),
  partnerId: partnerId.nullable(),
  patron: patronView.nullable(),
  /** Why it was cancelled, as staff read it; null if it was not. */
  cancelled: z.strictObject({ reason: z.string(), note: z.string() }).nullable(),
  turns: z.array(turnView),
  /** All conditions ever set, newest last. */
  conditions: z.array(conditionView),
  items: z.array(itemView),
  /** Notes, and what was said outside the rota. */
  thread: threadCounts,
  /** What a partner wrote last; empty if none did. */
  lastWords: z.string(),
  slips: z.array(slipView),
  /** The newest lines of its history, and how many there are. */
  history: z.array(historyLine),
  historyTotal: z.int(),
});
export type RequestDetails = z.infer<typeof requestDetails>;

export const savedView = z.strictObject({
  id: z.int().positive(),
  name: z.string(),
  query: requestQuery,
  sort: requestSort,
});
export type SavedView = z.infer<typeof savedView>;

const idAndName = <T extends z.ZodType>(id: T) => z.strictObject({ id, code: z.string(), name: z.string() });

/** The choices in the forms of a request. */
export const requestChoices = z.strictObject({
  partners: z.array(
    idAndName(partnerId).extend({ renewsAutomatically: z.boolean(), cancelNeedsConsent: z.boolean() }),
  ),
  desks: z.array(idAndName(view.deskId).extend({ libraryName: z.string(), holdShelf: z.boolean() })),
  cancellationReasons: z.array(z.strictObject({ code: z.string(), label: z.string() })),
});
export type RequestChoices = z.infer<typeof requestChoices>;

/** An open request of the same patron for the same work, and why it counts as the same. */
export const sameWorkView = namedRequest.extend({
  title: z.string(),
  status: z.string(),
  createdAt: view.instant.nullable(),
  because: z.enum(Object.keys(matchReasons) as [keyof typeof matchReasons, ...(keyof typeof matchReasons)[]]),
});
export type SameWorkView = z.infer<typeof sameWorkView>;
