import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useRetainedFocus } from '../../../components/retained-focus.ts';
import { WindowFooter } from '../../../components/WindowFooter.tsx';
import { NotAllowed } from '../parts.tsx';
import classes from './records.module.css';
import type { FormState } from './use-record.ts';
import { t } from '../../../../../shared/words/words.ts';

const statusOf = (record: FormState, isNew: boolean): string => {
  if (record.isBusy) return t('Saving…');
  if (record.isChanged) return t('Not saved yet');
  return record.isSaved ? t('Saved') : isNew ? t('Nothing entered yet') : t('No changes');
};

type ButtonsProps = {
  readonly record: FormState;
  readonly isNew: boolean;
  readonly locked: string | null;
  readonly more: ReactNode;
  readonly cancel: (() => void) | undefined;
};

const Save = ({ record, isNew, locked }: ButtonsProps) => {
  const nothingToSave = locked !== null || record.isBusy || (!record.isChanged && !isNew);
  // Not `disabled`, which would lose the focus just after the button was pressed.
  return (
    <Button type="submit" aria-disabled={nothingToSave} data-disabled={nothingToSave} title={locked ?? ''}>
      {t('Save')}
    </Button>
  );
};

const Status = ({ record, isNew }: ButtonsProps) => (
  <Text role="status" c="dimmed">
    {statusOf(record, isNew)}
  </Text>
);

const InWindow = (props: ButtonsProps) => (
  <Group justify="flex-end" gap="xs">
    <Group gap="sm" flex={1}>
      {props.more}
      <Status {...props} />
    </Group>
    <Button
      variant="default"
      disabled={props.record.isBusy}
      data-autofocus={props.locked !== null || undefined}
      onClick={props.cancel}
    >
      {t('Cancel')}
    </Button>
    <Save {...props} />
  </Group>
);

const InPage = (props: ButtonsProps) => {
  const { isChanged, isBusy, discard, undo } = props.record;
  return (
    <Group>
      <Save {...props} />
      {isChanged && (
        <Button variant="default" disabled={isBusy} onClick={discard}>
          {t('Discard changes')}
        </Button>
      )}
      {undo && !isChanged && (
        <Button variant="default" disabled={isBusy} onClick={undo}>
          {t('Undo')}
        </Button>
      )}
      {props.more}
      <Status {...props} />
    </Group>
  );
};

/** The footer of every form: save, discard, undo, and status. */
const Buttons = (props: ButtonsProps) => {
  const { problem } = props.record;
  const refused = problem !== null && (
    <Text role="alert" c="var(--desk-stop)">
      {problem}
    </Text>
  );
  if (props.cancel)
    return (
      <WindowFooter>
        {refused}
        <InWindow {...props} />
      </WindowFooter>
    );
  return (
    <>
      {refused}
      <InPage {...props} />
    </>
  );
};

/** The focus in a form: on its first field when it opens, on a refused field, and nearby when a focused button disappears. */
const useFormFocus = (focusFirst: boolean, isBusy: boolean): RefObject<HTMLFormElement | null> => {
  const form = useRef<HTMLFormElement>(null);
  // Discard and Undo disappear once they are done.
  useRetainedFocus(form);
  useEffect(() => {
    if (!focusFirst) return;
    const first = form.current?.querySelector<HTMLElement>('input, select, textarea');
    first?.focus();
    // A Mantine window focuses the element with this attribute.
    if (first?.matches(':enabled')) first.dataset['autofocus'] = 'true';
  }, [focusFirst]);
  useEffect(() => {
    if (!isBusy) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [isBusy]);
  return form;
};

/**
 * A form for one record: opens with the focus on its first field; Enter saves, a refusal focuses its field.
 * @param locked why it may not be changed, or null.
 * @param more further buttons beside Save.
 * @param cancel closes the window of the form; absent if the form is part of the page.
 */
export const FormFrame = ({
  label,
  record,
  isNew = false,
  locked,
  more = null,
  focusFirst = true,
  cancel,
  children,
}: {
  readonly label: string;
  readonly record: FormState;
  readonly isNew?: boolean;
  readonly locked: string | null;
  readonly more?: ReactNode;
  readonly focusFirst?: boolean;
  readonly cancel?: (() => void) | undefined;
  readonly children: ReactNode;
}) => {
  const { isBusy } = record;
  const form = useFormFocus(focusFirst, isBusy);
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
        <Buttons {...{ record, isNew, locked, more, cancel }} />
      </Stack>
    </form>
  );
};
