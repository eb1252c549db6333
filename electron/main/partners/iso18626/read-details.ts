import { calendarDateIn, formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import type { ConditionConvention, VolumeFormat } from '../../../../shared/domain/partner-profile.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { t } from '../../../../shared/words/words.ts';
import { reasonWords } from './code-words.ts';
import { replyByOf, setsCondition, termsOf } from './conditions.ts';
import { dayOf, momentOf } from './dates.ts';
import type { SupplyingAgencyMessage } from './message.ts';
import { type ReadNote, readNote } from './notes.ts';
import type { Standing } from './standing.ts';

/** What the reader must know of the partner, and the library's IANA time zone. */
export type ReadAs = {
  readonly convention: ConditionConvention;
  readonly volumeFormat: VolumeFormat;
  readonly timeZone: string;
  /** When the message is read. */
  readonly now: Instant;
};

/** What a message of the supplier says, in our terms. */
export type ReadMessage = {
  readonly reason: string;
  readonly answer: 'Y' | 'N' | null;
  readonly status: string | null;
  /** Since when the status holds; null if the message reports none. A time in the future is a wrong clock, and counts as now. */
  readonly statusAt: Instant | null;
  /** Today's date at the library. */
  readonly today: CalendarDate;
  /** Whether the status differs from the one before. */
  readonly isNews: boolean;
  readonly dueOn: CalendarDate | null;
  readonly expectedOn: CalendarDate | null;
  readonly note: ReadNote;
  /** The price as the partner wrote it; empty if it named none. */
  readonly cost: string;
  /** Codes of conditions of use. */
  readonly codes: readonly string[];
  readonly setsCondition: boolean;
  readonly replyBy: CalendarDate | null;
  /** Why it cannot lend, and what another request would need, in sentences. */
  readonly why: readonly string[];
  /** How the item travels and when it comes, in sentences. */
  readonly travel: readonly string[];
  /** Whether it sent a file, rather than paper. */
  readonly isFile: boolean;
  /** The address of the file; null if it named none. */
  readonly file: string | null;
};

const paperWays: readonly string[] = ['Mail', 'Courier'];
const paperFormats: readonly string[] = ['PaperCopy', 'Printed'];

/** Extracts what a message says. */
export const readDetails = (message: SupplyingAgencyMessage, before: Standing, as: ReadAs): ReadMessage => {
  const { messageInfo, statusInfo, deliveryInfo } = message.body;
  const note = readNote(messageInfo.note);
  const terms = termsOf(message);
  const day = (date: string | null): CalendarDate | null => (date === null ? null : dayOf(date, as.timeZone));
  const status = statusOf(message);
  const { sentVia = null, deliveredFormat = null, URL: file = null } = deliveryInfo ?? {};
  return {
    reason: messageInfo.reasonForMessage ?? '',
    answer: messageInfo.answerYesNo,
    status,
    statusAt: status === null ? null : statusAt(message, as.now),
    today: calendarDateIn(new Date(as.now), as.timeZone),
    isNews: status !== null && status !== before.status,
    dueOn: day(statusInfo.dueDate),
    expectedOn: day(statusInfo.expectedDeliveryDate),
    note,
    cost: plainLine(terms.cost, 320),
    codes: terms.codes,
    setsCondition: setsCondition(message, note, before, as.convention),
    replyBy: replyByOf(message, as.convention, as.timeZone),
    why: [
      ...new Set(
        [messageInfo.reasonUnfilled, messageInfo.reasonRetry].flatMap((code) =>
          code === null ? [] : reasonWords(code),
        ),
      ),
      ...retryWords(message, as.timeZone, terms.offer),
    ],
    travel: travelWords(message, as.timeZone),
    isFile: file !== null || !isOnPaper(sentVia, deliveredFormat, deliveryInfo?.itemId ?? []),
    file,
  };
};

/** A copy with an item identifier is on paper, unless it was sent by electronic means. */
const isOnPaper = (sentVia: string | null, format: string | null, itemIds: readonly string[]): boolean =>
  paperWays.includes(sentVia ?? '') ||
  paperFormats.includes(format ?? '') ||
  (sentVia === null && format === null && itemIds.length > 0);

/** Some peers write Cancelled beside every answer to a cancellation: beside a no it says nothing. */
const statusOf = ({ body: { messageInfo, statusInfo } }: SupplyingAgencyMessage): string | null =>
  messageInfo.reasonForMessage === 'CancelResponse' &&
  messageInfo.answerYesNo === 'N' &&
  statusInfo.status === 'Cancelled'
    ? null
    : statusInfo.status;

/** A notification repeats a status at most, so it neither moves it nor makes another message late. */
const statusAt = (
  { body: { header, messageInfo, statusInfo } }: SupplyingAgencyMessage,
  now: Instant,
): Instant | null => {
  const at = statusInfo.lastChange ?? header.timestamp;
  if (messageInfo.reasonForMessage === 'Notification' || at === null) return null;
  const moment = momentOf(at);
  return moment > now ? now : moment;
};

const travelWords = (
  { body: { statusInfo, deliveryInfo, shippingInfo } }: SupplyingAgencyMessage,
  timeZone: string,
): readonly string[] => {
  const { status, expectedDeliveryDate: expected } = statusInfo;
  const tracking = [shippingInfo?.courierName ?? '', ...(shippingInfo?.trackingId ?? [])].filter(
    (part) => part !== '',
  );
  const isComing = status === 'WillSupply' || status === 'Loaned' || status === 'CopyCompleted';
  const file = status === 'CopyCompleted' ? null : (deliveryInfo?.URL ?? null);
  return [
    ...(expected === null || !isComing
      ? []
      : [t('It is expected here by {date}.', { date: formatDate(dayOf(expected, timeZone)) })]),
    ...(tracking.length === 0 ? [] : [t('Tracking: {what}', { what: tracking.join(' ') })]),
    ...(file === null ? [] : [file]),
  ];
};

/** What to change in another request. */
const retryWords = (
  { body: { messageInfo, retryInfo } }: SupplyingAgencyMessage,
  timeZone: string,
  cost: string,
): readonly string[] => {
  const after = messageInfo.retryAfter ?? retryInfo?.retryAfter ?? null;
  const until = messageInfo.retryBefore ?? retryInfo?.retryBefore ?? null;
  const available = [
    ...(retryInfo?.edition ?? []),
    ...(retryInfo?.volume ?? []),
    ...(retryInfo?.itemFormat ?? []),
    ...(retryInfo?.deliveryMethod ?? []),
  ];
  return [
    ...(cost === '' ? [] : [t('It costs {cost}.', { cost })]),
    ...(after === null ? [] : [t('Ask again from {date} on.', { date: formatDate(dayOf(after, timeZone)) })]),
    ...(until === null ? [] : [t('Ask again by {date}.', { date: formatDate(dayOf(until, timeZone)) })]),
    ...(available.length === 0 ? [] : [t('Available: {what}.', { what: available.join(', ') })]),
  ];
};
