import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon, Group, Text } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/icons/IconArrowDown';
import IconArrowUp from '@tabler/icons-react/icons/IconArrowUp';
import { useMutation } from '@tanstack/react-query';
import type { CancellationReason } from '../../../../shared/ipc/calls/reasons.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { useReasons } from '../../api/people.ts';
import { mayNot } from '../../steps/administration.ts';
import type { RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';

type Values = Omit<CancellationReason, 'id'>;

const kind: RecordKind<Values> = {
  one: t('reason'),
  nameOf: ({ label }) => label,
  blank: { code: '', label: '', active: true },
  save: (id, values, opId) => ask('reasons.save', { opId, id, ...values }),
  remove: (id, opId) => ask('reasons.remove', { opId, id }),
  fields: [
    {
      kind: 'text',
      name: 'label',
      label: t('Text'),
      description: t('Staff see this text when they choose a reason, and the patron reads it'),
      isNeeded: true,
      is: 'name',
      longest: 300,
    },
    {
      kind: 'text',
      name: 'code',
      label: t('Code'),
      description: t('Used in files and statistics'),
      isNeeded: true,
      longest: 64,
    },
    { kind: 'switch', name: 'active', label: t('Offered when a request is cancelled') },
  ],
};

/** Returns the ids with one moved up or down by one place. */
const moved = (ids: readonly number[], id: number, by: -1 | 1): number[] => {
  const at = ids.indexOf(id);
  const rest = ids.filter((other) => other !== id);
  return [...rest.slice(0, at + by), id, ...rest.slice(at + by)];
};

/** The reasons offered by the window for cancelling, in order. */
export const ReasonSettings = ({ state }: { readonly state: AppState }) => {
  const reasons = useReasons();
  const refusal = mayNot(state, t('Changing cancellation reasons'), null);
  const order = useMutation({
    mutationFn: (ids: number[]) => ask('reasons.order', { opId: newOpId(), ids }),
  });
  const rows = reasons.data?.map((reason) => ({ ...reason, name: reason.label }));
  const ids = rows?.map(({ id }) => id) ?? [];
  const move = (id: number, by: -1 | 1): void => order.mutate(moved(ids, id, by));
  return (
    <>
      <Text c="dimmed">
        {t('Staff choose one of these, listed in this order, when they cancel a request.')}
      </Text>
      <NotDone error={order.error} />
      <Records
        kind={kind}
        label={t('Cancellation reasons')}
        query={reasons}
        rows={rows}
        columns={[
          { head: t('Code'), widthPx: 210, cell: ({ code }) => <bdi>{code}</bdi> },
          {
            head: t('Cancelling'),
            cell: ({ active }) => (active ? t('offered') : t('not offered')),
          },
          {
            head: t('Order'),
            cell: ({ id, name }) => (
              <Group gap={4} wrap="nowrap">
                {([-1, 1] as const).map((by) => (
                  <ActionIcon
                    key={by}
                    size="md"
                    variant="default"
                    aria-label={t('Move {byCase, select, yes {up} other {down}}: {name}', {
                      byCase: by < 0 ? 'yes' : 'no',
                      name,
                    })}
                    title={refusal ?? (by < 0 ? t('Up') : t('Down'))}
                    disabled={refusal !== null || order.isPending || ids.at(by < 0 ? 0 : -1) === id}
                    onClick={() => move(id, by)}
                  >
                    {by < 0 ? <IconArrowUp size={16} aria-hidden /> : <IconArrowDown size={16} aria-hidden />}
                  </ActionIcon>
                ))}
              </Group>
            ),
          },
        ]}
        mayAdd={refusal}
        mayChange={() => refusal}
        empty={t('No reasons yet. Add one: without a reason, requests cannot be cancelled.')}
      />
    </>
  );
};
