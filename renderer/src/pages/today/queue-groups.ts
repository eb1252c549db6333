import { queueFacts, queueGroups, queueNames } from '../../../../shared/domain/queues.ts';
import type { TodayCard } from '../../../../shared/ipc/today-views.ts';

type Group = keyof typeof queueGroups;

/** Queues with requests past the age limit belong to `now`. */
const groupOf = ({ id, past }: TodayCard): Group => {
  const { group, limitDays } = queueFacts(id);
  return limitDays !== undefined && past > 0 ? 'now' : group;
};

/** Returns the queues in groups, each in the order of the daily routine. */
export const groupedQueues = (
  cards: readonly TodayCard[],
): readonly { readonly group: Group; readonly queues: readonly TodayCard[] }[] =>
  (Object.keys(queueGroups) as Group[]).map((group) => ({
    group,
    queues: queueNames.flatMap((id) => cards.filter((card) => card.id === id && groupOf(card) === group)),
  }));
