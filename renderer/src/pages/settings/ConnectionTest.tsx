import { Group, Stack, Text } from '@mantine/core';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../../../shared/words/words.ts';
import { errorAt } from '../../api/desk.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { useFocusedFault } from './records/use-focused-fault.ts';
import type { FormPart } from './records/use-record.ts';

/** What a test found, in a sentence. */
type Tested = { readonly works: boolean; readonly words: string };
type Call<V> = UseMutationResult<Tested, Error, V>;

/** A test of what is typed in a part of a form. The next change clears its result, and refusals are shown at their fields. */
export const useConnectionTest = <D, V>(part: FormPart<D>, test: (variables: V) => Promise<Tested>) => {
  const call: Call<V> = useMutation({ mutationFn: test });
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

/** The button that tests a connection, and its result. @param fields the fields at which a refusal is shown instead */
export const ConnectionTest = <V,>({
  call,
  typed,
  waits,
  fields,
  locked,
  children,
}: {
  readonly call: Call<V>;
  /** With what it is tested. */
  readonly typed: V;
  /** Said until the answer arrives. */
  readonly waits: string;
  readonly fields: readonly string[];
  readonly locked: string | null;
  readonly children?: ReactNode;
}) => {
  const atField = fields.some((field) => errorAt(call.error, field) !== null);
  const part = useFocusedFault(call.error, atField);
  return (
    <Stack gap={4} ref={part}>
      {children}
      <Group>
        <CallButton call={{ isPending: call.isPending, mutate: () => call.mutate(typed) }} locked={locked}>
          {t('Test connection')}
        </CallButton>
        {call.isPending && <Text c="dimmed">{waits}</Text>}
      </Group>
      <Text
        role="status"
        style={{ overflowWrap: 'anywhere' }}
        c={call.data?.works === false ? 'var(--desk-stop)' : 'var(--desk-done)'}
      >
        {call.data?.words ?? ''}
      </Text>
      {!atField && <NotDone error={call.error} />}
    </Stack>
  );
};
