import { addDays, daysBetween } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { type TurnState, wasAsked } from '../../../../../shared/domain/life/turn.ts';
import type { Leg } from '../../../../../shared/domain/reports.ts';
import type { Fact, What } from './stored-sums.queries.ts';
import type { LocalTime } from './local-time.ts';
import type { RequestToCount } from './rows-to-count.queries.ts';

const firstDay = '1970-01-01' as CalendarDate;

/** Returns a calendar date as days since 1 January 1970; null if it is invalid. */
export const dayOf = (date: CalendarDate): number | null => {
  const day = daysBetween(firstDay, date);
  return Number.isNaN(day) ? null : day;
};

/** Returns the calendar date of a day since 1 January 1970. */
export const dateOf = (day: number): CalendarDate => addDays(firstDay, day);

/** The maximum lateness of an ended loan in days: the reports do not distinguish more. */
const maxLate = 61;

/** Days are exact up to 60, then rounded down to weeks, up to 400. */
const rounded = (days: number): number =>
  days <= 60 ? days : Math.min(400, 60 + Math.floor((days - 60) / 7) * 7);

const isOneOf = (word: string | null, ...words: readonly string[]): boolean =>
  word !== null && words.includes(word);

const earliest = (moments: readonly string[]): string | null =>
  moments.reduce<string | null>((least, one) => (least === null || one < least ? one : least), null);
const latest = (moments: readonly string[]): string | null =>
  moments.reduce<string | null>((most, one) => (most === null || one > most ? one : most), null);

/** The outcome of a turn of a partner that was asked or is waiting. */
type CountedTurn = {
  readonly partnerId: number;
  readonly askedAt: string | null;
  readonly shippedAt: string | null;
  readonly arrivedAt: string | null;
  readonly sentBackAt: string | null;
  readonly outcome: 'filled' | 'not-filled' | 'open';
};

const outcomeOf = (state: TurnState, endedAs: string | null, hasSent: boolean): CountedTurn['outcome'] => {
  if (hasSent || isOneOf(state, 'shipped', 'shipped-digitally', 'closing', 'supplied')) return 'filled';
  const isEndedByPartner = state === 'cancelled' && isOneOf(endedAs, 'CANCELLED', 'EXPIRED');
  return isEndedByPartner || isOneOf(state, 'rejected', 'no-answer', 'declined') ? 'not-filled' : 'open';
};

/** The turns of a request. A file does not say when a partner was asked: then it counts as asked when the request was created. */
const turnsOf = ({ turns, items, endedAs, createdAt }: RequestToCount): readonly CountedTurn[] =>
  turns.map(({ id, partnerId, state, askedAt, shippedAt }) => {
    const sent = items.filter(({ turnId }) => turnId === id);
    const isBack = sent.every((item) => item.status === 'returned-to-partner' && item.returnedAt !== null);
    return {
      partnerId,
      askedAt: wasAsked({ state }) ? (askedAt ?? createdAt) : null,
      shippedAt,
      arrivedAt: earliest(
        sent.flatMap(({ barcode, receivedAt }) => (barcode === '' ? [] : (receivedAt ?? []))),
      ),
      sentBackAt: isBack ? latest(sent.map(({ returnedAt }) => returnedAt ?? '')) : null,
      outcome: outcomeOf(state, endedAs, sent.length > 0),
    };
  });

/**
 * Returns everything that a request counts as in the reports. This is the only definition of what counts.
 * @param local returns the day and the hour of a moment in the time zone of the library.
 */
export const factsOf = (request: RequestToCount, local: LocalTime): readonly Fact[] => {
  const facts: Fact[] = [];
  const { libraryId } = request;
  const add = (
    day: number | null | undefined,
    what: What,
    who: number,
    value: number,
    detail: string,
  ): void => {
    if (day !== null && day !== undefined) facts.push({ day, what, libraryId, who, value, detail });
  };
  const on = (at: string | null): number | null => (at === null ? null : (local(at)?.day ?? null));
  add(on(request.createdAt), 'made', 0, 0, request.status);
  for (const turn of turnsOf(request)) {
    const [asked, shipped, arrived, sentBack] = [
      on(turn.askedAt),
      on(turn.shippedAt),
      on(turn.arrivedAt),
      on(turn.sentBackAt),
    ];
    const addLeg = (leg: Leg, from: number | null, to: number | null): void => {
      if (from !== null && to !== null && to >= from) add(to, 'leg', turn.partnerId, rounded(to - from), leg);
    };
    add(asked, 'turn', turn.partnerId, 0, turn.outcome);
    addLeg('ship', asked, shipped);
    addLeg('arrive', shipped, arrived);
    addLeg('home', arrived, sentBack);
    addLeg('wait', asked, arrived);
  }
  for (const { dueOn, endedOn, itemStatus } of request.loans) {
    const due = dayOf(dueOn);
    if (endedOn !== null) {
      const late = (dayOf(endedOn) ?? 0) - (due ?? 0);
      add(due, 'loan', 0, Math.min(maxLate, Math.max(0, late)), 'back');
    } else if (!isOneOf(itemStatus, 'returned-to-partner', 'lost')) add(due, 'loan', 0, 0, 'out');
  }
  for (const item of request.items) {
    if (item.shelvedAt !== null) continue;
    const [since, left] = [on(item.leftShelfSince), on(item.leftShelfAt)];
    if (since !== null && left !== null && left >= since)
      add(left, 'shelf', 0, rounded(left - since), item.leftShelfAs === 'on-loan' ? 'lent' : 'other');
  }
  for (const { at, deskId, kind } of request.steps) {
    const time = local(at);
    if (time)
      facts.push({ day: time.day, what: 'work', libraryId: 0, who: deskId, value: time.hour, detail: kind });
  }
  return facts;
};
