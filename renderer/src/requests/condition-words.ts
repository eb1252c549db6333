import { calendarDateIn, daysBetween, formatDate, relativeDate } from '../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../shared/domain/ids.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * Describes how long a partner's condition has been waiting: urgent once the reply date has passed, because then the request is stuck until
 * an operator decides.
 * @param timeZone IANA zone of the library, in which `today` is the date.
 */
export const conditionWords = (
  condition: { readonly setAt: Instant | null; readonly replyBy: CalendarDate | null },
  { today, timeZone }: { readonly today: CalendarDate; readonly timeZone: string },
): { readonly urgent: boolean; readonly short: string; readonly full: string } => {
  const { setAt, replyBy } = condition;
  const asked = setAt && calendarDateIn(new Date(setAt), timeZone);
  const waits = asked
    ? t('condition received {asked}', { asked: relativeDate(asked, today) })
    : t('waiting for a reply');
  const full = [
    asked
      ? t('Received on {asked}, {relativeDate}.', {
          asked: formatDate(asked),
          relativeDate: relativeDate(asked, today),
        })
      : '',
    replyBy
      ? t('Reply by {replyBy}, {relativeDate}.', {
          replyBy: formatDate(replyBy),
          relativeDate: relativeDate(replyBy, today),
        })
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
  if (replyBy !== null && replyBy < today)
    return {
      urgent: true,
      short: t('Reply was due {relativeDate}', { relativeDate: relativeDate(replyBy, today) }),
      full,
    };
  if (replyBy !== null && daysBetween(today, replyBy) <= 2)
    return {
      urgent: true,
      short: t('Reply due {relativeDate}, {waits}', { relativeDate: relativeDate(replyBy, today), waits }),
      full,
    };
  const sentence = `${waits.charAt(0).toUpperCase()}${waits.slice(1)}`;
  return {
    urgent: false,
    short:
      replyBy === null
        ? sentence
        : t('{sentence}, reply due {relativeDate}', { sentence, relativeDate: relativeDate(replyBy, today) }),
    full,
  };
};
