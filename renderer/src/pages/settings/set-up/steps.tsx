import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Button, Text, TextInput } from '@mantine/core';
import type { DeskRecord, LibraryRecord } from '../../../../../shared/ipc/calls/places.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { pinStrength } from '../../../../../shared/domain/pin.ts';
import type { OperatorRecord } from '../../../../../shared/ipc/calls/operators.ts';
import { ask, errorAt } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useDesks, useLibraries, useOperators } from '../../../api/people.ts';
import { Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { differs, NewPin, nothingTyped } from '../../../components/NewPin.tsx';
import { CallButton } from '../../../components/CallButton.tsx';
import { openImport } from '../../../files/import/import-open.ts';
import { go, startOf } from '../../../places/routes.ts';
import { RecordFields, type RecordField } from '../records/fields.tsx';
import classes from './SetUp.module.css';

/** The form of a step, by which `Next` finds it. */
export const stepForm = 'set-up-step';

/**
 * The values of a step of the guide: stored when it is left by `Next`, if somebody changed them.
 * @param stored the values as they are
 * @param save stores them; it throws what `ask` throws
 */
export const useStep = <V extends object>(
  stored: V,
  save: (values: V) => Promise<unknown>,
  next: () => void,
) => {
  const [typed, setTyped] = useState<Partial<V>>({});
  const values = { ...stored, ...typed };
  const saving = useMutation({ mutationFn: save, onSuccess: next });
  return {
    draft: values,
    put: (change: Partial<V>): void => setTyped({ ...typed, ...change }),
    errorOf: (field: string): string | null => errorAt(saving.error, field),
    error: saving.error,
    form: {
      id: stepForm,
      noValidate: true,
      onSubmit: (event: FormEvent): void => {
        event.preventDefault();
        if (saving.isPending) return;
        if (JSON.stringify(values) === JSON.stringify(stored)) next();
        else saving.mutate(values);
      },
    },
  };
};

const fields: readonly RecordField<'name' | 'email' | 'deskName' | 'holdShelf'>[] = [
  {
    kind: 'text',
    name: 'name',
    label: t('Library name'),
    description: t('Appears on slips and letters.'),
    takesFocus: true,
    longest: 1000,
  },
  { kind: 'text', name: 'email', label: t('Library e-mail'), is: 'e-mail', longest: 320 },
  { kind: 'text', name: 'deskName', label: t('Desk name'), longest: 1000 },
  { kind: 'switch', name: 'holdShelf', label: t('Hold shelf: items for this desk’s patrons wait here') },
];

const LibraryForm = ({
  library,
  desk,
  next,
}: {
  readonly library: LibraryRecord;
  readonly desk: DeskRecord;
  readonly next: () => void;
}) => {
  const step = useStep(
    { name: library.name, email: library.email, deskName: desk.name, holdShelf: desk.holdShelf },
    async ({ name, email, deskName, holdShelf }) => {
      // Named one by one: a record says more than what is saved by its form.
      const { code, address, phone, barcodePrefix } = library;
      const libraryValues = { code, name, address, email, phone, barcodePrefix };
      await ask('places.saveLibrary', { opId: newOpId(), id: library.id, values: libraryValues });
      const { code: deskCode, libraryId, receives, active } = desk;
      const deskValues = { code: deskCode, name: deskName, libraryId, holdShelf, receives, active };
      await ask('places.saveDesk', { opId: newOpId(), id: desk.id, values: deskValues });
    },
    next,
  );
  return (
    <form className={classes['form']} {...step.form}>
      <RecordFields fields={fields} part={step} />
      {step.errorOf('name') === null && step.errorOf('email') === null && <NotDone error={step.error} />}
      <Text size="sm" c="dimmed">
        {t('You can add more libraries and desks in their own sections, now or later.')}
      </Text>
    </form>
  );
};

/** How the library and this desk are called. */
export const LibraryStep = ({ state, next }: { readonly state: AppState; readonly next: () => void }) => {
  const library = useLibraries().data?.find(({ id }) => id === state.desk.libraryId);
  const desk = useDesks().data?.find(({ id }) => id === state.desk.id);
  return library && desk ? <LibraryForm library={library} desk={desk} next={next} /> : <Waiting rows={3} />;
};

const OperatorForm = ({
  operator,
  next,
}: {
  readonly operator: OperatorRecord;
  readonly next: () => void;
}) => {
  const [isSent, setSent] = useState(false);
  const step = useStep(
    { name: operator.name, typed: nothingTyped },
    async ({ name, typed }) => {
      if (name !== operator.name) {
        const { id, active, grants } = operator;
        await ask('operators.save', { opId: newOpId(), id, name, active, grants });
      }
      if (typed.pin !== '') await ask('operators.setPin', { id: operator.id, pin: typed.pin, current: null });
    },
    next,
  );
  const { draft, put, errorOf } = step;
  const mismatch = differs(draft.typed);
  const submit = (event: FormEvent): void => {
    setSent(true);
    if (mismatch === null) step.form.onSubmit(event);
    else event.preventDefault();
  };
  return (
    <form className={classes['form']} {...step.form} onSubmit={submit}>
      <TextInput
        autoFocus
        label={t('Your name')}
        description={t('Appears in the history of what you do.')}
        value={draft.name}
        error={errorOf('name')}
        onChange={({ currentTarget }) => put({ name: currentTarget.value })}
      />
      {operator.hasPin ? (
        <Text>{t('You already have a PIN.')}</Text>
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {t('Without a PIN, anyone at this workstation can work under this name.')} {pinStrength}
          </Text>
          <NewPin
            typed={draft.typed}
            error={errorOf('pin')}
            errorAgain={isSent ? mismatch : null}
            change={(typed) => {
              setSent(false);
              put({ typed });
            }}
          />
        </>
      )}
      {errorOf('name') === null && errorOf('pin') === null && <NotDone error={step.error} />}
    </form>
  );
};

/** Who works here, and with which PIN. */
export const OperatorStep = ({ state, next }: { readonly state: AppState; readonly next: () => void }) => {
  const operator = useOperators().data?.find(({ id }) => id === state.operator.id);
  return operator ? <OperatorForm operator={operator} next={next} /> : <Waiting rows={3} />;
};

const Demo = () => {
  const demo = useMutation({
    mutationFn: () => ask('imports.demo', {}),
    onSuccess: () => go(startOf('today')),
  });
  return (
    <>
      <CallButton call={demo} loading={demo.isPending}>
        {t('Explore with sample data')}
      </CallButton>
      <Text size="sm" c="dimmed">
        {t('Sample partners, patrons and requests. Remove them in Settings › Library file.')}
      </Text>
      <NotDone error={demo.error} />
    </>
  );
};

/** The ways in which the first requests come. */
export const RequestsStep = () => (
  <ul className={classes['ways']}>
    <li>
      <Button variant="default" onClick={openImport}>
        {t('Import a file')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('An export from Alma, WorldShare, ILLiad, Tipasa, Rapido or another system.')}
      </Text>
    </li>
    <li>
      <Demo />
    </li>
    <li>
      <Button variant="default" onClick={() => go(startOf('requests'))}>
        {t('Enter the first request')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('You can also add requests from Borrowing Requests.')}
      </Text>
    </li>
  </ul>
);
