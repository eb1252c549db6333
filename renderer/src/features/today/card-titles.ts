import type { TodayCardId } from '../../../../shared/ipc/views.ts';

/** The day's cards as staff read them; their order is the main process's. */
export const cardTitles: Readonly<Record<TodayCardId, string>> = {
  'to-receive': 'To receive',
  'sets-unfinished': 'Sets unfinished',
  conditional: 'Conditional',
  'on-hold-shelf': 'On hold shelf',
  'in-transit': 'In transit',
  overdue: 'Overdue',
};

/** What the age on a card counts from. */
export const oldestWords: Readonly<Record<TodayCardId, string>> = {
  'to-receive': 'oldest:',
  'sets-unfinished': 'oldest:',
  conditional: 'oldest asked',
  'on-hold-shelf': 'longest since',
  'in-transit': 'oldest sent',
  overdue: 'oldest due',
};
