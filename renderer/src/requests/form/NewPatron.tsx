import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { PatronId } from '../../../../shared/domain/ids.ts';
import type { DeskView } from '../../../../shared/ipc/views.ts';
import { ask, errorAt, RefusedError } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { useLookUp } from '../../api/look-ups.ts';
import { toNextField } from './form-keys.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { CardAnswer } from '../patrons/LookedUp.tsx';
import type { ChosenPatron } from './PatronBox.tsx';
import classes from './RequestForm.module.css';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

/** Returns the initial values: the search text was a name or a card number. A name that is null was not typed yet. */
const startOf = (typed: string): { readonly name: string | null; readonly barcode: string } =>
  /\d/u.test(typed) ? { name: null, barcode: typed } : { name: typed, barcode: '' };

type NewPatronProps = {
  /** The search text. */
  readonly typed: string;
  /** The library that the patron will belong to. */
  readonly library: Pick<DeskView, 'libraryId' | 'libraryName'>;
  readonly added: (patron: ChosenPatron) => void;
  readonly leave: () => void;
};

const useNewPatron = (typed: string, library: NewPatronProps['library'], added: NewPatronProps['added']) => {
  const [typedValues, setValues] = useState(() => startOf(typed.trim()));
  // What the other system says of the card fills in what nobody has typed.
  const lookUp = useLookUp(startOf(typed.trim()).barcode);
  const found = lookUp?.state === 'found' && typedValues.barcode.trim() === typed.trim() ? lookUp : null;
  const values = { ...typedValues, name: typedValues.name ?? found?.name ?? '' };
  // One id per action: a second press after a lost answer must not create a second patron.
  const opId = useRef(newOpId());
  const name = values.name.trim();
  const barcode = values.barcode.trim();
  const saving = useMutation({
    mutationFn: () =>
      ask('places.savePatron', {
        opId: opId.current,
        id: null,
        values: { name, barcode, email: found?.email ?? '', libraryId: library.libraryId },
      }),
    onSuccess: ({ id }) => added({ id: id as PatronId, name, barcode }),
    onError: (error) => {
      if (error instanceof RefusedError) opId.current = newOpId();
    },
  });
  return { values, setValues, saving, found };
};

const Buttons = ({
  isWhole,
  isSaving,
  add,
  leave,
}: {
  readonly isWhole: boolean;
  readonly isSaving: boolean;
  readonly add: () => void;
  readonly leave: () => void;
}) => (
  <Group justify="flex-end" gap="xs">
    <Button variant="default" data-mantine-stop-propagation="true" onClick={leave}>
      {t('Don’t add')}
    </Button>
    <Button
      variant="light"
      data-mantine-stop-propagation="true"
      disabled={!isWhole}
      loading={isSaving}
      onClick={add}
    >
      {t('Add patron')}
    </Button>
  </Group>
);

/** Adds a patron within the form: a name and a card number, and the form continues with them. */
export const NewPatron = ({ typed, library, added, leave }: NewPatronProps) => {
  const { values, setValues, saving, found } = useNewPatron(typed, library, added);
  const isWhole = values.name.trim() !== '' && values.barcode.trim() !== '';
  const add = (): void => {
    if (!saving.isPending) saving.mutate();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      if (isWhole) add();
      else toNextField(event.target);
    } else if (event.key === 'Escape') leave();
    else return;
    // The key must reach neither the form nor the window around it.
    event.preventDefault();
    event.stopPropagation();
  };
  const field = (part: 'name' | 'barcode') => ({
    value: values[part],
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      setValues((before) => ({ ...before, [part]: currentTarget.value })),
    error: errorAt(saving.error, part),
    maxLength: 200,
    autoComplete: 'off',
    spellCheck: false,
    'data-mantine-stop-propagation': 'true',
  });
  return (
    <Stack
      gap="xs"
      role="group"
      aria-label={t('New patron')}
      className={classes['inPlace'] ?? ''}
      onKeyDown={pressed}
    >
      <Text size="sm">
        {tx('New patron of {libraryName}', { libraryName: <bdi>{library.libraryName}</bdi> })}
      </Text>
      <Group grow align="start">
        <TextInput label={t('Name')} autoFocus={values.name === ''} dir="auto" {...field('name')} />
        <TextInput label={t('Card')} autoFocus={values.name !== ''} {...field('barcode')} />
      </Group>
      <div role="status">{found && <CardAnswer lookUp={found} />}</div>
      {errorAt(saving.error, 'name') === null && errorAt(saving.error, 'barcode') === null && (
        <NotDone error={saving.error} />
      )}
      <Buttons isWhole={isWhole} isSaving={saving.isPending} add={add} leave={leave} />
    </Stack>
  );
};
