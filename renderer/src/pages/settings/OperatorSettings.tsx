import { Text } from '@mantine/core';
import { hasEveryRole } from '../../../../shared/domain/administration.ts';
import { roles, type RoleGrant } from '../../../../shared/domain/roles.ts';
import type { LibraryId, OperatorId } from '../../../../shared/domain/ids.ts';
import type { OperatorRecord } from '../../../../shared/ipc/calls/operators.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { useDesks, useLibraries, useOperators } from '../../api/people.ts';
import { mayNot } from '../../steps/administration.ts';
import { GrantEditor, grantWords, type Places } from './GrantEditor.tsx';
import { PinSettings } from './PinSettings.tsx';
import type { RecordKind } from './records/record-kind.ts';
import { Records } from './records/Records.tsx';
import { t } from '../../../../shared/words/words.ts';
import { factWords } from '../../components/Facts.tsx';

type Values = Pick<OperatorRecord, 'name' | 'active' | 'grants'>;
const assigning = t('Assigning roles');

const placeName = (places: Places, id: LibraryId): string | undefined =>
  places.libraries.find((library) => library.id === id)?.name;

/** Returns why the operator may not edit a person: that requires rights in every library in which the person has roles. */
const personLock = (
  state: AppState,
  places: Places,
  doing: string,
  grants: readonly RoleGrant[],
): string | null => {
  const libraries = [...new Set(grants.map(({ libraryId }) => libraryId))];
  if (libraries.length === 0) return mayNot(state, doing, null);
  for (const id of libraries) {
    const refusal = mayNot(state, doing, id, placeName(places, id));
    if (refusal !== null) return refusal;
  }
  return null;
};

const kindOf = (state: AppState, places: Places, stored: readonly OperatorRecord[]): RecordKind<Values> => {
  const lockOf = (doing: string, id: number | null): string | null =>
    personLock(state, places, doing, stored.find((row) => row.id === id)?.grants ?? []);
  return {
    one: t('operator'),
    nameOf: ({ name }) => name,
    blank: { name: '', active: true, grants: [] },
    save: (id, values, opId) => ask('operators.save', { opId, id: id as OperatorId | null, ...values }),
    remove: (id, opId) => ask('operators.remove', { opId, id: id as OperatorId }),
    mayRemove: (id) => lockOf(t('Deleting this operator'), id),
    fields: [
      { kind: 'text', name: 'name', label: t('Name'), isNeeded: true, is: 'name', longest: 200 },
      { kind: 'switch', name: 'active', label: t('Can sign in') },
    ],
    whyFixed: (id) => lockOf(t('Changing this operator'), id),
    more: (part) => (
      <GrantEditor
        grants={part.draft.grants}
        places={places}
        start={state.desk.libraryId}
        error={part.errorOf('grants')}
        lockOf={(libraryId) => mayNot(state, assigning, libraryId, placeName(places, libraryId))}
        put={(grants) => part.put({ grants })}
      />
    ),
    namesOfMore: ['grants'],
  };
};

const rolesWords = ({ grants }: OperatorRecord, places: Places): string => {
  const whole = places.libraries.filter(({ id }) => hasEveryRole(grants, id));
  const single = grants.filter(({ libraryId }) => !whole.some(({ id }) => id === libraryId));
  const words = [
    ...whole.map(({ name }) => t('has every role at every desk of {name}', { name })),
    ...single.map((grant) => grantWords(grant, places)),
  ];
  return factWords(words) || t('no roles yet');
};

/** The roles of an operator, shortened; the tooltip has the full text. */
const Roles = ({ row, places }: { readonly row: OperatorRecord; readonly places: Places }) => {
  const words = rolesWords(row, places);
  return <bdi title={words}>{words}</bdi>;
};

const signsIn = ({ active, hasPin }: OperatorRecord): string =>
  active ? (hasPin ? t('with PIN') : t('without PIN')) : t('not allowed');

/** The operators and their roles. */
export const OperatorSettings = ({ state }: { readonly state: AppState }) => {
  const operators = useOperators();
  const places: Places = { libraries: useLibraries().data ?? [], desks: useDesks().data ?? [] };
  const refusal = mayNot(state, assigning, null);
  const beside = (id: number): React.ReactNode => {
    const row = operators.data?.find((operator) => operator.id === id);
    if (!row) return null;
    const isOwn = row.id === state.operator.id;
    return (
      <PinSettings
        id={row.id}
        hasPin={row.hasPin}
        isOwn={isOwn}
        isShort={isOwn && state.pinIsShort}
        locked={isOwn ? null : personLock(state, places, t('Changing this operator’s PIN'), row.grants)}
      />
    );
  };
  return (
    <>
      <Text c="dimmed">
        {t(
          'Operators sign in by name. Roles determine what they may do, and at which library or desk. Operators with the {label} role for a library manage its records and roles.',
          { label: roles['fulfillment-services-operator'].label },
        )}
      </Text>
      <Records
        kind={kindOf(state, places, operators.data ?? [])}
        label={t('Operators')}
        query={operators}
        rows={operators.data}
        columns={[
          {
            head: t('Roles'),
            widthPx: 380,
            leastPx: 320,
            cell: (row) => <Roles row={row} places={places} />,
          },
          { head: t('Sign-in'), cell: signsIn },
        ]}
        mayAdd={refusal}
        mayChange={() => refusal}
        empty={t('No operators yet. Add everyone who works at these desks.')}
        beside={beside}
      />
    </>
  );
};
