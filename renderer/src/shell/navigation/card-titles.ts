import type { TodayCardId } from '../../../../shared/ipc/today-views.ts';

/** The day's cards as staff read them; their order is the main process's. */
export const cardTitles: Readonly<Record<TodayCardId, string>> = {
  'to-receive': 'To receive',
  'sets-unfinished': 'Sets unfinished',
  conditional: 'Conditional',
  'active-notes': 'Active notes',
  'ready-to-send': 'Ready to be sent',
  'no-partner-left': 'No partner left',
  'mediated-renewals': 'Mediated renewals',
  'in-transit': 'In transit to here',
  'on-hold-shelf': 'On hold shelf',
  'not-picked-up': 'Not picked up',
  'due-and-overdue': 'Due and overdue',
  'to-return': 'To return',
  'needs-person': 'Letters that need a person',
};

/** What the age on a card counts from. */
export const oldestWords: Readonly<Record<TodayCardId, string>> = {
  'to-receive': 'oldest:',
  'sets-unfinished': 'oldest:',
  conditional: 'oldest asked',
  'active-notes': 'oldest:',
  'ready-to-send': 'oldest:',
  'no-partner-left': 'oldest:',
  'mediated-renewals': 'oldest asked',
  'in-transit': 'oldest sent',
  'on-hold-shelf': 'oldest shelved',
  'not-picked-up': 'oldest expired',
  'due-and-overdue': 'oldest due',
  'to-return': 'oldest came back',
  'needs-person': 'oldest:',
};

/** What the cards with a date say of those that are past it. */
export const pastWords = (card: TodayCardId, past: number): string | null => {
  if (past === 0) return null;
  if (card === 'conditional') return `${past} past the date for reply`;
  return card === 'due-and-overdue' ? `${past} overdue` : null;
};
