import { Button, Group, Stack, Text, Title, type ButtonProps, type StackProps } from '@mantine/core';
import IconLock from '@tabler/icons-react/icons/IconLock';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type Ref } from 'react';
import { t } from '../../../../shared/words/words.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './records/records.module.css';

/** A part of a section under a title of its own. */
export const TitledPart = ({
  title,
  size = 'h4',
  children,
  ...stack
}: StackProps & {
  readonly title: string;
  readonly size?: 'h4' | 'h5';
  readonly ref?: Ref<HTMLDivElement>;
  readonly children: ReactNode;
}) => (
  <Stack gap="xs" w="100%" role="group" aria-label={title} {...stack}>
    <Title order={3} size={size}>
      {title}
    </Title>
    {children}
  </Stack>
);

/** The fields of a form below each other. @param leave what Escape does */
export const StackForm = ({
  submit,
  leave,
  children,
  ...stack
}: StackProps & {
  readonly submit: () => void;
  readonly leave?: (() => void) | undefined;
  readonly children: ReactNode;
}) => (
  <Stack
    component="form"
    gap="sm"
    w="100%"
    maw="32rem"
    onKeyDown={({ key }) => {
      if (key === 'Escape') leave?.();
    }}
    onSubmit={(event) => {
      event.preventDefault();
      submit();
    }}
    {...stack}
  >
    {children}
  </Stack>
);

type Asked = {
  /** What is done: the name of the question and of its button. */
  readonly act: string;
  readonly words: ReactNode;
  /** Its button is red. */
  readonly takesAway?: boolean;
  readonly run: () => Promise<unknown>;
};

/** Asks before something is done that many notice, and says what it means. */
export const Question = ({
  act,
  words,
  takesAway = false,
  run,
  close,
}: Asked & { readonly close: () => void }) => {
  const call = useMutation({ mutationFn: run, onSuccess: close });
  return (
    <Stack
      flex="0 1 100%"
      role="group"
      aria-label={act}
      gap="xs"
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !call.isPending) close();
      }}
    >
      <Text>{words}</Text>
      <Group gap="xs">
        {/* Nothing goes by a key that was meant for something else. */}
        <Button variant="default" autoFocus disabled={call.isPending} onClick={close}>
          {t('Leave as is')}
        </Button>
        <Button {...(takesAway && { color: 'red' })} loading={call.isPending} onClick={() => call.mutate()}>
          {act}
        </Button>
      </Group>
      <NotDone error={call.error} />
    </Stack>
  );
};

/** A button that asks before it does anything. @param locked why the operator may not, or null */
export const AskFirst = ({
  act,
  words,
  takesAway = false,
  run,
  locked,
  ...button
}: Asked &
  ButtonProps & { readonly locked: string | null; readonly children: ReactNode; 'aria-label'?: string }) => {
  const [asks, setAsks] = useState(false);
  if (asks) return <Question {...{ act, words, takesAway, run }} close={() => setAsks(false)} />;
  return (
    <Button
      variant="default"
      disabled={locked !== null}
      title={locked ?? undefined}
      onClick={() => setAsks(true)}
      {...button}
    />
  );
};

/** Why what follows is only shown: the role that is missing, and whom to ask. */
export const NotAllowed = ({ reason }: { readonly reason: string | null }) =>
  reason !== null && (
    <div className={classes['locked']} role="note">
      <IconLock size={20} aria-hidden />
      <Text>{reason}</Text>
    </div>
  );
