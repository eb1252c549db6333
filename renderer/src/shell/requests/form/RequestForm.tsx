import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Drawer.css';
import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CalendarDate, RequestId } from '../../../../../shared/domain/ids.ts';
import type { AppState, Outcome } from '../../../../../shared/ipc/views.ts';
import { ask, RefusedError, sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useUnsaved } from '../../navigation/leave-guard.ts';
import { LoadFailed, Waiting } from '../../notices/LoadStates.tsx';
import { useToday } from '../../../components/today.ts';
import { clearOfFooter, WindowFooter } from '../../../components/WindowFooter.tsx';
import { useChoices, useDetails } from '../../../api/requests.ts';
import { requestsStore } from '../use-requests.ts';
import type { FormOf } from '../requests.types.ts';
import type { Draft, DraftFaults } from './draft.ts';
import { draftOf, emptyDraft, faultsOf, fieldsOf } from './draft.ts';
import { FormFields } from './FormFields.tsx';
import classes from './RequestForm.module.css';

const save = (
  form: FormOf,
  draft: Draft,
  { opId, today }: { readonly opId: ReturnType<typeof newOpId>; readonly today: CalendarDate },
): Promise<Outcome> =>
  form.kind === 'new'
    ? ask('requests.create', {
        opId,
        externalId: draft.externalId,
        fields: fieldsOf(draft, today),
        partnerIds: [...draft.partners],
      })
    : ask('requests.edit', { opId, requestId: form.requestId, fields: fieldsOf(draft, today) });

const Body = ({
  form,
  initial,
  status,
  setDirty,
  close,
}: {
  readonly form: FormOf;
  readonly initial: Draft;
  /** The request's status; null for a new one. */
  readonly status: string | null;
  readonly setDirty: (dirty: boolean) => void;
  readonly close: () => void;
}) => {
  const choices = useChoices();
  const today = useToday();
  const [draft, setDraft] = useState(initial);
  const [tries, setTries] = useState(0);
  // What was mended since the last try is not shown any more.
  const faults: DraftFaults = tries === 0 ? {} : faultsOf(draft, today);
  const fields = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries]);
  // One intention, one id: a second press after an answer that was lost must not make a second request.
  const opId = useRef(newOpId());
  const saving = useMutation({
    mutationFn: () => save(form, draft, { opId: opId.current, today }),
    onSuccess: (outcome) => {
      const actor = requestsStore();
      actor.send({ type: 'step.done', outcome });
      actor.send({ type: 'details.opened', requestId: outcome.requestId, at: 'top', takesFocus: false });
      close();
    },
    onError: (error) => {
      // Refused: nothing was stored, so what is sent next is another intention.
      if (error instanceof RefusedError) opId.current = newOpId();
    },
  });
  if (choices.isError) return <LoadFailed error={choices.error} retry={() => void choices.refetch()} />;
  if (!choices.data) return <Waiting />;
  const submit = (): void => {
    setTries(tries + 1);
    if (Object.keys(faultsOf(draft, today)).length === 0) saving.mutate();
  };
  return (
    <form
      ref={fields}
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <FormFields
          choices={choices.data}
          draft={draft}
          faults={faults}
          status={status}
          change={(part) => {
            setDraft({ ...draft, ...part });
            setDirty(true);
          }}
        />
        <WindowFooter>
          {saving.error && (
            <Text role="alert" c="var(--desk-stop)">
              {sentenceOf(saving.error)}
            </Text>
          )}
          <Group>
            <Button type="submit" loading={saving.isPending}>
              {form.kind === 'new' ? 'Create request' : 'Save changes'}
            </Button>
            <Button variant="default" onClick={close}>
              Close
            </Button>
          </Group>
        </WindowFooter>
      </Stack>
    </form>
  );
};

const EditBody = (
  props: Omit<Parameters<typeof Body>[0], 'initial' | 'status'> & { readonly requestId: RequestId },
) => {
  const details = useDetails(props.requestId);
  if (details.isError) return <LoadFailed error={details.error} retry={() => void details.refetch()} />;
  if (!details.data) return <Waiting />;
  return <Body {...props} initial={draftOf(details.data)} status={details.data.request.status} />;
};

/** A request by hand, new or changed. What was written is not lost by a stray Escape. */
export const RequestForm = ({
  form,
  state,
  close,
}: {
  readonly form: FormOf;
  readonly state: AppState;
  readonly close: () => void;
}) => {
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  useUnsaved(dirty, close);
  const leave = (): void => (dirty && !asking ? setAsking(true) : close());
  const parts = { form, setDirty, close };
  return (
    <Drawer
      opened
      onClose={leave}
      position="right"
      size="34rem"
      title={form.kind === 'new' ? 'New request' : 'Edit request'}
      closeButtonProps={{ 'aria-label': 'Close the form' }}
      transitionProps={{ duration: 0 }}
      styles={clearOfFooter}
    >
      {asking && (
        <div className={classes['question']} role="alert">
          <Text mb="xs">What you wrote is not saved.</Text>
          <Group gap="xs">
            <Button size="compact-md" autoFocus onClick={() => setAsking(false)}>
              Go on writing
            </Button>
            <Button size="compact-md" variant="default" onClick={close}>
              Close without saving
            </Button>
          </Group>
        </div>
      )}
      {form.kind === 'new' ? (
        <Body {...parts} initial={emptyDraft(state.desk.id)} status={null} />
      ) : (
        <EditBody {...parts} requestId={form.requestId} />
      )}
    </Drawer>
  );
};
