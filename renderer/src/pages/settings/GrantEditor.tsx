import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { LongSelect } from '../../components/LongSelect.tsx';
import { grantSentence } from '../../../../shared/domain/administration.ts';
import type { DeskId, LibraryId } from '../../../../shared/domain/ids.ts';
import { roles, type Role, type RoleGrant } from '../../../../shared/domain/roles.ts';
import type { DeskRecord, LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import classes from './records/records.module.css';
import { t } from '../../../../shared/words/words.ts';

export type Places = { readonly libraries: readonly LibraryRecord[]; readonly desks: readonly DeskRecord[] };

/** Describes a role, with the names of its library and desk. */
export const grantWords = (grant: RoleGrant, { libraries, desks }: Places): string =>
  grantSentence(grant, {
    library: libraries.find(({ id }) => id === grant.libraryId)?.name ?? t('a library'),
    desk: grant.deskId === null ? null : (desks.find(({ id }) => id === grant.deskId)?.name ?? t('a desk')),
  });

const keyOf = ({ role, libraryId, deskId }: RoleGrant): string => `${role} ${libraryId} ${deskId ?? ''}`;

/** Returns why the operator may not grant or revoke roles in a library, or null. */
type LockOf = (libraryId: LibraryId) => string | null;

const AddRole = ({
  places,
  start,
  lockOf,
  add,
}: {
  readonly places: Places;
  readonly start: LibraryId;
  readonly lockOf: LockOf;
  readonly add: (grant: RoleGrant) => void;
}) => {
  const [role, setRole] = useState<Role>('circulation-desk-operator');
  const [libraryId, setLibraryId] = useState(start);
  const [deskId, setDeskId] = useState<DeskId | null>(null);
  const forDesk = roles[role].scope === 'desk';
  return (
    <Group align="end" role="group" aria-label={t('Another role')}>
      <NativeSelect
        label={t('Role')}
        value={role}
        data={Object.entries(roles).map(([value, { label }]) => ({ value, label }))}
        onChange={({ currentTarget }) => setRole(currentTarget.value as Role)}
      />
      <LongSelect
        label={t('For library')}
        value={String(libraryId)}
        data={places.libraries.map(({ id, name }) => ({
          value: String(id),
          label: name,
          disabled: lockOf(id) !== null,
        }))}
        choose={(id) => {
          setLibraryId(Number(id) as LibraryId);
          setDeskId(null);
        }}
      />
      {forDesk && (
        <LongSelect
          label={t('At desk')}
          value={deskId === null ? '' : String(deskId)}
          data={[
            { value: '', label: t('Every desk') },
            ...places.desks
              .filter((desk) => desk.libraryId === libraryId)
              .map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          choose={(value) => setDeskId(value === '' ? null : (Number(value) as DeskId))}
        />
      )}
      <Button
        variant="default"
        disabled={lockOf(libraryId) !== null}
        title={lockOf(libraryId) ?? ''}
        onClick={() => add({ role, libraryId, deskId: forDesk ? deskId : null })}
      >
        {t('Add role')}
      </Button>
    </Group>
  );
};

/** The roles of an operator as sentences, with controls to grant and revoke them. */
export const GrantEditor = ({
  grants,
  places,
  start,
  error,
  lockOf,
  put,
}: {
  readonly grants: readonly RoleGrant[];
  readonly places: Places;
  /** The initial library for a new role. */
  readonly start: LibraryId;
  readonly error: string | null;
  readonly lockOf: LockOf;
  readonly put: (grants: RoleGrant[]) => void;
}) => (
  <Stack gap="xs" role="group" aria-label={t('Roles')}>
    <Text fw={500}>{t('Roles')}</Text>
    {grants.length === 0 && (
      <Text c="dimmed">
        {t('No roles yet: this operator sees nothing and can do nothing. Add a role below.')}
      </Text>
    )}
    <ul role="list" aria-label={t('This operator’s roles')}>
      {grants.map((grant) => (
        <li key={keyOf(grant)} className={classes['line']}>
          <span>
            <strong>{roles[grant.role].label}</strong>: {grantWords(grant, places)}
          </span>
          <Button
            size="compact-md"
            variant="default"
            disabled={lockOf(grant.libraryId) !== null}
            title={lockOf(grant.libraryId) ?? ''}
            aria-label={t('Remove {label}: {grant}', {
              label: roles[grant.role].label,
              grant: grantWords(grant, places),
            })}
            onClick={() => put(grants.filter((other) => keyOf(other) !== keyOf(grant)))}
          >
            {t('Remove')}
          </Button>
        </li>
      ))}
    </ul>
    {error !== null && (
      <Text role="alert" c="var(--desk-stop)">
        {error}
      </Text>
    )}
    {places.libraries.length > 0 && (
      <AddRole
        places={places}
        start={start}
        lockOf={lockOf}
        add={(grant) => put([...grants.filter((other) => keyOf(other) !== keyOf(grant)), grant])}
      />
    )}
  </Stack>
);
