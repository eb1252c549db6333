import { Button, Group, Switch, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { CancellationReason } from '../../../../shared/ipc/calls/reasons.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { useReasons } from '../../api/people.ts';
import { mayNot } from './administration.ts';
import type { RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { RecordText } from './records/RecordText.tsx';

type Values = Omit<CancellationReason, 'id'>;

const kind: RecordKind<Values> = {
  one: 'reason',
  fields: ['label', 'code', 'active'],
  nameOf: ({ label }) => label,
  blank: { code: '', label: '', active: true },
  save: (id, values, opId) => ask('reasons.save', { opId, id, ...values }),
  remove: (id, opId) => ask('reasons.remove', { opId, id }),
  form: (part) => (
    <>
      <RecordText
        part={part}
        field="label"
        label="Words"
        description="Staff choose it by these words, and the patron reads them"
        required
        dir="auto"
        maxLength={300}
      />
      <RecordText
        part={part}
        field="code"
        label="Code"
        description="For files and statistics"
        required
        maxLength={64}
      />
      <Switch
        label="Offered when a request is cancelled"
        checked={part.draft.active}
        error={part.errorOf('active')}
        onChange={({ currentTarget }) => part.put({ active: currentTarget.checked })}
      />
    </>
  ),
};

/** The ids with one of them a place further up or down. */
const moved = (ids: readonly number[], id: number, by: -1 | 1): number[] => {
  const at = ids.indexOf(id);
  const rest = ids.filter((other) => other !== id);
  return [...rest.slice(0, at + by), id, ...rest.slice(at + by)];
};

/** The reasons that the window for cancelling offers, in their order. */
export const ReasonSettings = ({ state }: { readonly state: AppState }) => {
  const reasons = useReasons();
  const refusal = mayNot(state, 'Changing the reasons', null);
  const order = useMutation({
    mutationFn: (ids: number[]) => ask('reasons.order', { opId: newOpId(), ids }),
  });
  const rows = reasons.data?.map((reason) => ({ ...reason, name: reason.label }));
  const ids = rows?.map(({ id }) => id) ?? [];
  const move = (id: number, by: -1 | 1): void => order.mutate(moved(ids, id, by));
  return (
    <>
      <Text c="dimmed">Staff choose one of these when they cancel a request, in this order.</Text>
      {order.error && (
        <Text role="alert" c="var(--desk-stop)">
          {sentenceOf(order.error)}
        </Text>
      )}
      <Records
        kind={kind}
        label="Cancellation reasons"
        query={{ rows, error: reasons.error, retry: () => void reasons.refetch() }}
        columns={[
          { head: 'Code', cell: ({ code }) => <bdi>{code}</bdi> },
          { head: 'Cancelling', cell: ({ active }) => (active ? 'offered' : 'not offered') },
          {
            head: 'Order',
            cell: ({ id, name }) => (
              <Group gap={4} wrap="nowrap">
                {([-1, 1] as const).map((by) => (
                  <Button
                    key={by}
                    size="compact-sm"
                    variant="default"
                    aria-label={`Move ${by < 0 ? 'up' : 'down'}: ${name}`}
                    title={refusal ?? ''}
                    disabled={refusal !== null || order.isPending || ids.at(by < 0 ? 0 : -1) === id}
                    onClick={() => move(id, by)}
                  >
                    {by < 0 ? 'Up' : 'Down'}
                  </Button>
                ))}
              </Group>
            ),
          },
        ]}
        valuesOf={({ code, label, active }) => ({ code, label, active })}
        mayAdd={refusal}
        mayChange={() => refusal}
        empty="No reason yet. Add one: without a reason no request can be cancelled."
      />
    </>
  );
};
