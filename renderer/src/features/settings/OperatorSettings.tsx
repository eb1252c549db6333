import { Switch, Text, TextInput } from '@mantine/core';
import { hasEveryRole } from '../../../../shared/domain/administration.ts';
import { roles } from '../../../../shared/domain/roles.ts';
import type { OperatorId } from '../../../../shared/domain/ids.ts';
import type { OperatorRecord } from '../../../../shared/ipc/calls/operators.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useDesks, useLibraries, useOperators } from '../../api/people.ts';
import { mayNot } from './administration.ts';
import type { Places } from './GrantEditor.tsx';
import { GrantEditor, grantWords } from './GrantEditor.tsx';
import { PinSettings } from './PinSettings.tsx';
import type { RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import classes from './records/records.module.css';

type Values = Pick<OperatorRecord, 'name' | 'active' | 'grants'>;

const kindOf = (state: AppState, places: Places): RecordKind<Values> => ({
  one: 'operator',
  fields: ['name', 'grants', 'active'],
  nameOf: ({ name }) => name,
  blank: { name: '', active: true, grants: [] },
  save: (id, values, opId) => ask('operators.save', { opId, id: id as OperatorId | null, ...values }),
  remove: (id, opId) => ask('operators.remove', { opId, id: id as OperatorId }),
  form: ({ draft, put, errorOf }) => (
    <>
      <TextInput
        label="Name"
        required
        dir="auto"
        value={draft.name}
        maxLength={200}
        error={errorOf('name')}
        onChange={({ currentTarget }) => put({ name: currentTarget.value })}
      />
      <Switch
        label="May sign in"
        checked={draft.active}
        error={errorOf('active')}
        onChange={({ currentTarget }) => put({ active: currentTarget.checked })}
      />
      <GrantEditor
        grants={draft.grants}
        places={places}
        start={state.desk.libraryId}
        error={errorOf('grants')}
        put={(grants) => put({ grants })}
      />
    </>
  ),
});

const Roles = ({ row: { grants }, places }: { readonly row: OperatorRecord; readonly places: Places }) => {
  const whole = places.libraries.filter(({ id }) => hasEveryRole(grants, id));
  const single = grants.filter(({ libraryId }) => !whole.some(({ id }) => id === libraryId));
  return (
    <ul className={classes['plain']}>
      {whole.map(({ id, name }) => (
        <li key={id}>
          does everything at every desk of <bdi>{name}</bdi>
        </li>
      ))}
      {single.map((grant) => (
        <li key={`${grant.role} ${grant.libraryId} ${grant.deskId ?? ''}`} title={roles[grant.role].label}>
          {grantWords(grant, places)}
        </li>
      ))}
      {grants.length === 0 && <li>no role yet</li>}
    </ul>
  );
};

const signsIn = ({ active, hasPin }: OperatorRecord): string =>
  active ? (hasPin ? 'with PIN' : 'without PIN') : 'may not';

/** Why an operator may not be changed at all: nothing of them belongs to a library that one looks after. */
const lockOf = (state: AppState, doing: string): string | null => mayNot(state, doing, null);

/** Who works here, and with which roles (product.md §4). */
export const OperatorSettings = ({ state }: { readonly state: AppState }) => {
  const operators = useOperators();
  const places: Places = { libraries: useLibraries().data ?? [], desks: useDesks().data ?? [] };
  const refusal = lockOf(state, 'Assigning roles');
  const beside = (id: number): React.ReactNode => {
    const row = operators.data?.find((operator) => operator.id === id);
    if (!row) return null;
    const isOwn = row.id === state.operator.id;
    return (
      <PinSettings
        id={row.id}
        hasPin={row.hasPin}
        isOwn={isOwn}
        locked={isOwn ? null : lockOf(state, 'Changing this operator’s PIN')}
      />
    );
  };
  return (
    <>
      <Text c="dimmed">
        Operators sign in by their name. A role says what they may do, and at which library or desk. Whoever
        is {roles['fulfillment-services-operator'].label} of a library looks after its records and roles.
      </Text>
      <Records
        kind={kindOf(state, places)}
        label="Operators"
        query={{ rows: operators.data, error: operators.error, retry: () => void operators.refetch() }}
        columns={[
          { head: 'Roles', cell: (row) => <Roles row={row} places={places} /> },
          { head: 'Signs in', cell: signsIn },
        ]}
        valuesOf={({ name, active, grants }) => ({ name, active, grants })}
        mayAdd={refusal}
        mayChange={() => refusal}
        empty="No operator yet. Add everybody who works at these desks."
        beside={beside}
      />
    </>
  );
};
