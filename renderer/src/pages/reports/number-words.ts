import type { Unit } from '../../../../shared/domain/reports.ts';
import { locale } from '../../../../shared/words/language.ts';
import { t } from '../../../../shared/words/words.ts';

const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });

/** Shown in place of a missing number. */
const none = '–';

/** Formats a number for a table: `1,204`, `71.5 %`. */
export const numberWords = (value: number | null, unit: Unit): string =>
  value === null ? none : unit === 'percent' ? percent.format(value / 100) : plain.format(value);

/** Formats a number on its own, with its unit: `3 days`. */
export const numberAlone = (value: number | null, unit: Unit): string =>
  value !== null && unit === 'days'
    ? t('{days, plural, one {1 day} other {{days} days}}', { days: value })
    : numberWords(value, unit);

/** Formats the signed difference to the previous number: `+12`; empty if there is no difference, or no number. */
export const differenceWords = (now: number | null, before: number | null): string =>
  now === null || before === null || now === before ? '' : signed.format(now - before);

const amountWords = (now: number, before: number, unit: Unit): string => {
  const difference = Math.round((now - before) * 10) / 10;
  const amount = signed.format(difference);
  const number = Math.abs(difference);
  if (unit === 'days') return t('{amount} {days, plural, one {day} other {days}}', { amount, days: number });
  if (unit === 'percent')
    return t('{amount} {points, plural, one {point} other {points}}', { amount, points: number });
  return amount;
};

/** Formats the difference as words: `+12 vs previous 90 days`. @param days the number of days in the period */
export const changeWords = (now: number | null, before: number | null, unit: Unit, days: number): string => {
  if (now === null || before === null) return t('no comparison');
  if (now === before) return t('same as previous {days, plural, one {day} other {# days}}', { days });
  return t('{amount} vs previous {days, plural, one {day} other {# days}}', {
    amount: amountWords(now, before, unit),
    days,
  });
};
