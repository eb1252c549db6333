import { Text } from '@mantine/core';
import { alwaysOpen } from '../../../../shared/domain/calendar.ts';
import { addDays, formatDate } from '../../../../shared/domain/dates.ts';
import { holdUntil } from '../../../../shared/domain/hold-shelf.ts';
import { loanPeriod } from '../../../../shared/domain/loan-period.ts';
import { useToday } from '../../components/today.ts';
import type { LibraryDraft } from './library-draft.ts';
import { t } from '../../../../shared/words/words.ts';

/** A due date that is near enough for all numbers to show. */
const exampleDays = 21;

const numberOf = (draft: LibraryDraft, key: string): number | null => {
  const typed = String(draft[key] ?? '').trim();
  return /^\d{1,3}$/.test(typed) ? Number(typed) : null;
};

/** What the days of the hold shelf and of loans come to, with dates, while they are being set. Closed days come on top. */
export const ShelfExample = ({ draft }: { readonly draft: LibraryDraft }) => {
  const today = useToday();
  const days = numberOf(draft, 'holdShelf.days');
  const parcelDays = numberOf(draft, 'holdShelf.parcelDays');
  const loanDays = numberOf(draft, 'loans.defaultPeriodDays');
  const daysBeforePartner = numberOf(draft, 'loans.daysBeforePartner');
  if (days === null || parcelDays === null || loanDays === null || daysBeforePartner === null) return null;
  const dueOn = addDays(today, exampleDays);
  const until = holdUntil({ shelvedOn: today, dueOn, calendar: alwaysOpen, days, parcelDays });
  const loan = loanPeriod({ today, dueOn, loanDays, daysBeforePartner });
  return (
    <Text size="sm" role="note">
      {t('settings.forExampleDueBackOnAnd', {
        dueOn: formatDate(dueOn),
        until: formatDate(until),
        dueOn2: formatDate(loan.dueOn),
      })}
    </Text>
  );
};
