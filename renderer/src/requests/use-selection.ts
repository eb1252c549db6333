import { useQueryClient } from '@tanstack/react-query';
import type { QueryKey } from '@tanstack/react-query';
import { sentenceOf } from '../api/desk.ts';
import type { TableSelection } from '../components/table/table-input.ts';
import type { Picked, Selected } from './requests.types.ts';
import { type ActionRow, forManyOf } from './row-actions.ts';
import { useToday } from '../components/today.ts';
import { showFailed } from './list-runner.ts';
import { requestsStore, useRequests } from './use-requests.ts';
import { pickedOf } from './open-decision.ts';

type Selectable = Picked & ActionRow;

/** Loads all selectable requests of a list, up to the limit. */
type ReadAll = {
  readonly key: QueryKey;
  readonly read: () => Promise<{ readonly rows: readonly Selectable[] }>;
};

/** The selected requests of a list. */
export const useSelection = ({ key, read }: ReadAll): TableSelection<Selectable> => {
  const client = useQueryClient();
  const today = useToday();
  const selectedOf = (row: Selectable): Selected => ({ ...pickedOf(row), can: forManyOf(row, today) });
  const selected = useRequests(({ context }) => context.selected);
  const ids = new Set(selected.map(({ id }) => id));
  const selectAll = async (): Promise<void> => {
    const actor = requestsStore();
    try {
      const { rows } = await client.fetchQuery({ queryKey: key, queryFn: read, staleTime: 0 });
      actor.send({ type: 'rows.selected', rows: rows.map(selectedOf) });
    } catch (error) {
      showFailed(sentenceOf(error));
    }
  };
  return {
    count: selected.length,
    has: ({ id }) => ids.has(id),
    toggle: (row) => requestsStore().send({ type: 'row.toggled', row: selectedOf(row) }),
    add: (rows) =>
      requestsStore().send({
        type: 'rows.selected',
        rows: [...selected, ...rows.filter(({ id }) => !ids.has(id)).map(selectedOf)],
      }),
    toggleAll: () => {
      if (selected.length > 0) requestsStore().send({ type: 'rows.selected', rows: [] });
      else void selectAll();
    },
  };
};
