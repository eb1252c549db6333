import { Button, Group, Stack, Text, Title, type ButtonProps, type StackProps } from '@mantine/core';
import IconLock from '@tabler/icons-react/icons/IconLock';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode, type Ref } from 'react';
import { policyValues, type PolicyName, type PolicyValue } from '../../../../shared/domain/policy-values.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './records/records.module.css';

/** The properties of a field that the IT department has set: disabled, with the reason below its label. */
export const lockedByPolicy = (
  isLocked: boolean,
): { readonly disabled: boolean; readonly description: ReactNode } => ({
  disabled: isLocked,
  description: isLocked ? <SetByPolicy /> : undefined,
});

/** Says that something is set by the IT department. */
export const SetByPolicy = () => (
  <span className={classes['by-policy']}>
    <IconLock size={14} aria-hidden />
    {t('Set by your organisation')}
  </span>
);

/** A value of the policy that is no setting, in words; nothing if it is not set. */
export const PolicyLine = ({
  name,
  values,
}: {
  readonly name: PolicyName;
  readonly values: AppState['policy']['values'];
}) => {
  const value = values[name];
  if (value === undefined) return null;
  const facts: PolicyValue = policyValues[name];
  const words = facts.kind === 'choice' ? facts.choices[String(value)]?.(t) : [value].flat().join(', ');
  return (
    <div>
      <Text>
        {tx('{label}: {value}', {
          label: facts.label(t),
          value: <bdi style={{ overflowWrap: 'anywhere' }}>{words || t('none')}</bdi>,
        })}
      </Text>
      <Text size="sm" c="dimmed">
        <SetByPolicy />
      </Text>
    </div>
  );
};

/** What of the policy is not applied: all of it, or invalid values by name; nothing if all is well. */
export const PolicyFaults = ({
  policy: { isUnread, invalid },
}: {
  readonly policy: Pick<AppState['policy'], 'isUnread' | 'invalid'>;
}) => (
  <>
    {isUnread && (
      <Text>
        {t(
          'The values set by your organisation could not be read. The support report says why. Ask your IT staff.',
        )}
      </Text>
    )}
    {invalid.length > 0 && (
      <Text>
        {t(
          '{count, plural, one {A value set by your organisation is invalid} other {# values set by your organisation are invalid}}: {names}',
          { count: invalid.length, names: invalid.join(', ') },
        )}
      </Text>
    )}
  </>
);

/** A part of a section with its own title. */
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

/** A form with stacked fields. @param leave called on Escape */
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
  /** The action: the label of the confirmation and of its button. */
  readonly act: string;
  readonly words: ReactNode;
  /** The button is red. */
  readonly isDestructive?: boolean;
  readonly run: () => Promise<unknown>;
};

/** Asks for confirmation of an action that affects many people, and explains it. */
export const Question = ({
  act,
  words,
  isDestructive = false,
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
        {/* The initial focus is on the harmless button, so that a stray key confirms nothing. */}
        <Button variant="default" autoFocus disabled={call.isPending} onClick={close}>
          {t('Leave as is')}
        </Button>
        <Button
          {...(isDestructive && { color: 'red' })}
          loading={call.isPending}
          onClick={() => call.mutate()}
        >
          {act}
        </Button>
      </Group>
      <NotDone error={call.error} />
    </Stack>
  );
};

/** A button that asks for confirmation first. @param locked why the operator may not, or null */
export const AskFirst = ({
  act,
  words,
  isDestructive = false,
  run,
  locked,
  ...button
}: Asked &
  ButtonProps & { readonly locked: string | null; readonly children: ReactNode; 'aria-label'?: string }) => {
  const [asks, setAsks] = useState(false);
  if (asks) return <Question {...{ act, words, isDestructive, run }} close={() => setAsks(false)} />;
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

/** Says why the following is read-only: the missing role, and whom to ask. */
export const NotAllowed = ({ reason }: { readonly reason: string | null }) =>
  reason !== null && (
    <div className={classes['locked']} role="note">
      <IconLock size={20} aria-hidden />
      <Text>{reason}</Text>
    </div>
  );
