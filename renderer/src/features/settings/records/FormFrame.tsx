import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useFocusStays } from '../../../components/focus-stays.ts';
import { NotAllowed } from './NotAllowed.tsx';
import classes from './records.module.css';
import type { FormState } from './use-record.ts';

const statusOf = (record: FormState, isNew: boolean): string => {
  if (record.isBusy) return 'Saving …';
  if (record.isChanged) return 'Not saved yet';
  return record.isSaved ? 'Saved' : isNew ? 'Nothing filled in yet' : 'As it is stored';
};

/** What stands below the fields of every form: save, discard, undo, and how things are. */
const Buttons = ({
  record,
  isNew,
  locked,
  more,
}: {
  readonly record: FormState;
  readonly isNew: boolean;
  readonly locked: string | null;
  readonly more: ReactNode;
}) => {
  const nothingToSave = locked !== null || record.isBusy || (!record.isChanged && !isNew);
  return (
    <>
      {record.problem !== null && (
        <Text role="alert" c="var(--desk-stop)">
          {record.problem}
        </Text>
      )}
      <Group>
        {/* Not disabled, which would take the focus away from whoever has just pressed it. */}
        <Button
          type="submit"
          aria-disabled={nothingToSave}
          data-disabled={nothingToSave}
          title={locked ?? ''}
        >
          Save
        </Button>
        {record.isChanged && (
          <Button variant="default" disabled={record.isBusy} onClick={record.discard}>
            Discard changes
          </Button>
        )}
        {record.undo && !record.isChanged && (
          <Button variant="default" disabled={record.isBusy} onClick={record.undo}>
            Undo
          </Button>
        )}
        {more}
        <Text role="status" c="dimmed">
          {statusOf(record, isNew)}
        </Text>
      </Group>
    </>
  );
};

/**
 * A form for one record: opens focused on its first field; Enter saves, a refusal leads to its field.
 * @param locked why it may not be changed, or null.
 * @param more further buttons beside Save.
 */
export const FormFrame = ({
  label,
  record,
  isNew = false,
  locked,
  more = null,
  focusFirst = true,
  children,
}: {
  readonly label: string;
  readonly record: FormState;
  readonly isNew?: boolean;
  readonly locked: string | null;
  readonly more?: ReactNode;
  readonly focusFirst?: boolean;
  readonly children: ReactNode;
}) => {
  const form = useRef<HTMLFormElement>(null);
  // Discard and Undo go once they are done.
  useFocusStays(form);
  useEffect(() => {
    if (focusFirst) form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [focusFirst]);
  const { isBusy } = record;
  useEffect(() => {
    if (!isBusy) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [isBusy]);
  return (
    <form
      ref={form}
      className={classes['form']}
      aria-label={label}
      noValidate
      tabIndex={-1}
      onSubmit={(event) => {
        event.preventDefault();
        if (locked === null && !isBusy && (record.isChanged || isNew)) record.submit();
      }}
    >
      <Stack gap="sm">
        <NotAllowed reason={locked} />
        <fieldset className={classes['fields']} disabled={locked !== null}>
          {children}
        </fieldset>
        <Buttons record={record} isNew={isNew} locked={locked} more={more} />
      </Stack>
    </form>
  );
};
