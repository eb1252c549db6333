import { queueFacts, queueGroups, queueNames } from '../../../../shared/domain/queues.ts';
import type { TodayCard } from '../../../../shared/ipc/today-views.ts';

type Group = keyof typeof queueGroups;

/** What waits longer than its age limit is to be done now. */
const groupOf = ({ id, past }: TodayCard): Group => {
  const { group, limitDays } = queueFacts(id);
  return limitDays !== undefined && past > 0 ? 'now' : group;
};

/** The queues as the page groups them, each group in the order of the daily routine. */
export const groupedQueues = (
  cards: readonly TodayCard[],
): readonly { readonly group: Group; readonly queues: readonly TodayCard[] }[] =>
  (Object.keys(queueGroups) as Group[]).map((group) => ({
    group,
    queues: queueNames.flatMap((id) => cards.filter((card) => card.id === id && groupOf(card) === group)),
  }));
