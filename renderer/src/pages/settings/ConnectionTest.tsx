import { Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../../../shared/words/words.ts';
import { errorAt } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { useFocusedFault } from './records/use-focused-fault.ts';
import type { FormPart } from './records/use-record.ts';

/** What a test found, in a sentence. */
type Tested = { readonly works?: boolean; readonly words: string };
type Call<V, R> = {
  readonly isPending: boolean;
  readonly data: R | undefined;
  readonly error: Error | null;
  readonly mutate: (typed: V) => void;
  readonly reset: () => void;
};

/** A test of what is typed in a part of a form. The next change clears its result, and refusals are shown at their fields. */
export const useConnectionTest = <D, V>(part: FormPart<D>, test: (variables: V) => Promise<Tested>) => {
  const call = useMutation<Tested, Error, V>({ mutationFn: test });
  const tested: FormPart<D> = {
    draft: part.draft,
    put: (change) => {
      call.reset();
      part.put(change);
    },
    errorOf: (field) => part.errorOf(field) ?? errorAt(call.error, field),
  };
  return { call, tested };
};

/** What a test found, in its colour if it says whether the connection works. */
export const testedWords = ({ works, words }: Tested): ReactNode => (
  <Text {...(works !== undefined && { c: works ? 'var(--desk-go)' : 'var(--desk-stop)' })}>{words}</Text>
);

type TestProps<V, R> = {
  readonly call: Call<V, R>;
  readonly button?: string;
  /** Said until the answer arrives. */
  readonly waits: string;
  /** The fields at which a refusal is shown instead. */
  readonly fields?: readonly string[];
  /** Why the operator may not test it, or null. */
  readonly locked: string | null;
  readonly result: (data: R) => ReactNode;
};

/** The button that tests a connection, and its result. @param typed with what it is tested */
export const ConnectionTest = <V, R>({
  call,
  typed,
  button = t('Test connection'),
  waits,
  fields = [],
  locked,
  result,
  children,
}: TestProps<V, R> & { readonly typed: V; readonly children?: ReactNode }) => {
  const atField = fields.some((field) => errorAt(call.error, field) !== null);
  const part = useFocusedFault(call.error, atField);
  return (
    <Stack gap={4} ref={part}>
      {children}
      <Group>
        <CallButton call={{ isPending: call.isPending, mutate: () => call.mutate(typed) }} locked={locked}>
          {button}
        </CallButton>
        {call.isPending && <Text c="dimmed">{waits}</Text>}
      </Group>
      <div role="status" style={{ overflowWrap: 'anywhere' }}>
        {call.data !== undefined && result(call.data)}
      </div>
      {!atField && <NotDone error={call.error} style={{ overflowWrap: 'anywhere' }} />}
    </Stack>
  );
};

/** A test with what staff type, which is not saved. Enter tests too. */
export const TypedTest = <R,>({
  field: { name, ...field },
  first = '',
  ...test
}: TestProps<string, R> & {
  /** The field, and its name in refusals. */
  readonly field: {
    readonly name: string;
    readonly label: string;
    readonly description?: string;
    readonly placeholder?: string;
    readonly maxLength: number;
  };
  readonly first?: string;
}) => {
  const [typed, setTyped] = useState(first);
  const { call, locked } = test;
  return (
    <ConnectionTest {...test} typed={typed.trim()}>
      <TextInput
        {...field}
        autoComplete="off"
        disabled={locked !== null}
        value={typed}
        error={test.fields?.includes(name) === true && errorAt(call.error, name)}
        onChange={({ currentTarget }) => {
          call.reset();
          setTyped(currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (!call.isPending) call.mutate(typed.trim());
        }}
      />
    </ConnectionTest>
  );
};
