import {
  calendarDateIn,
  formatDayOf,
  isCalendarDate,
  relativeDate,
} from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { PastImport } from '../../../../../shared/ipc/import-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { usePastImports } from '../../../api/queries.ts';
import { useTimeZone, useToday } from '../../../components/today.ts';

/** `today`, `yesterday`, `12 Nov`. */
const dayWords = (date: CalendarDate, today: CalendarDate): string => {
  const words = relativeDate(date, today);
  return /\d/.test(words) ? formatDayOf(date, today) : words;
};

/**
 * Describes the filter for requests that an import added or changed since a date or moment: `From alma.xlsx, today`.
 * @param imports newest first; the last one that began before the moment is meant.
 */
export const wordsOfFile = (
  since: string,
  {
    imports,
    today,
    timeZone,
  }: { readonly imports: readonly PastImport[]; readonly today: CalendarDate; readonly timeZone: string },
): string => {
  if (isCalendarDate(since)) return t('From files since {day}', { day: dayWords(since, today) });
  const day = dayWords(calendarDateIn(new Date(since), timeZone), today);
  const found = imports.find(({ at }) => Date.parse(at) <= Date.parse(since));
  if (found?.state === 'taken-back')
    return t('From {fileName}, {day} (import undone)', { fileName: found.fileName, day });
  return found
    ? t('From {fileName}, {day}', { fileName: found.fileName, day })
    : t('From files since {day}', { day });
};

/** The same with the loaded past imports; they are only loaded if wanted. */
export const useWordsOfFile = (isWanted: boolean): ((since: string) => string) => {
  const imports = usePastImports(isWanted).data ?? [];
  const today = useToday();
  const timeZone = useTimeZone();
  return (since) => wordsOfFile(since, { imports, today, timeZone });
};
