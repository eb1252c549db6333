import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Drawer.css';
import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { isCompleted } from '../../../../shared/domain/request-status.ts';
import type { AskAgain } from '../../../../shared/ipc/calls/thread.ts';
import type { RequestDetails } from '../../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { administrationRefusal } from '../../../../shared/domain/administration.ts';
import { useUnsaved } from '../../places/leave-guard.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { useFocusBackIfFree } from '../../components/focus-back.ts';
import { useToday } from '../../components/today.ts';
import { shownKeys } from '../../components/keys.ts';
import { confirmKeys } from '../../components/use-confirm-key.ts';
import { clearOfFooter, WindowButtons, WindowFooter } from '../../components/WindowFooter.tsx';
import { useAskAgain, useChoices, useDetails } from '../../api/requests.ts';
import type { FormOf } from '../requests.types.ts';
import type { Draft, DraftFaults } from './draft.ts';
import { draftOf, emptyDraft, faultsOf, repeatedDraft } from './draft.ts';
import { FormFields } from './FormFields.tsx';
import { formKeys } from './form-keys.ts';
import { SameWork } from './SameWork.tsx';
import { useFollowed } from './use-followed.ts';
import { useSameWork } from './use-same-work.ts';
import { useSaving } from './use-saving.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './RequestForm.module.css';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

type ButtonsProps = {
  readonly isNew: boolean;
  readonly isSaving: boolean;
  readonly saveAndReceive: () => void;
  readonly leave: () => void;
};

const Buttons = ({ isNew, isSaving, saveAndReceive, leave }: ButtonsProps) => (
  <WindowButtons>
    <Button variant="default" onClick={leave}>
      {t('Cancel')}
    </Button>
    {isNew && (
      <Button
        variant="light"
        title={t('The item is already here: continue on Receiving Items')}
        disabled={isSaving}
        onClick={saveAndReceive}
      >
        {t('Save and receive')}
      </Button>
    )}
    <Button
      type="submit"
      loading={isSaving}
      title={shownKeys(confirmKeys.shown)}
      aria-keyshortcuts={confirmKeys.aria}
    >
      {isNew ? t('Create request') : t('Save changes')}
    </Button>
  </WindowButtons>
);

/** The errors, shown after the first attempt to save, which also focuses the first one. */
const useFaults = (draft: Draft) => {
  const today = useToday();
  const [tries, setTries] = useState(0);
  // Errors fixed since the last attempt are no longer shown.
  const faults: DraftFaults = tries === 0 ? {} : faultsOf(draft, today);
  const fields = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (tries > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries]);
  const isValid = (): boolean => {
    setTries(tries + 1);
    return Object.keys(faultsOf(draft, today)).length === 0;
  };
  return { faults, fields, isValid };
};

const ChangedElsewhere = ({ fields }: { readonly fields: string }) => (
  <div role="status">
    <Text size="sm">
      {t(
        'Another desk has changed this request. The fields show the new values{hasFields, select, yes {, except where you typed: {fields}.} other {.}}',
        { fields, hasFields: fields === '' ? 'no' : 'yes' },
      )}
    </Text>
  </div>
);

const whyNotAdd = ({ operator, operators, desk }: AppState): string | null =>
  administrationRefusal(t('Adding patrons'), operator, operators, {
    id: desk.libraryId,
    name: desk.libraryName,
  });

type BodyProps = {
  readonly state: AppState;
  readonly form: FormOf;
  readonly initial: Draft;
  /** The request's status; null for a new one. */
  readonly status: string | null;
  readonly dirty: boolean;
  readonly setDirty: (dirty: boolean) => void;
  readonly close: () => void;
  /** Closes it too, after asking if there is unsaved input. */
  readonly leave: () => void;
};

const Body = ({ state, form, initial, status, dirty, setDirty, close, leave }: BodyProps) => {
  const choices = useChoices();
  const [draft, setDraft] = useState(initial);
  const kept = useFollowed(form, initial, draft, setDraft);
  const { faults, fields, isValid } = useFaults(draft);
  const sameWork = useSameWork(form, draft);
  const saving = useSaving({ form, draft, sameWork, close });
  if (choices.isError) return <LoadFailed error={choices.error} retry={() => void choices.refetch()} />;
  if (!choices.data) return <Waiting />;
  const submit = (thenReceive: boolean): void => {
    if (isValid()) saving.mutate(thenReceive);
  };
  return (
    <form
      ref={fields}
      noValidate
      onKeyDown={formKeys}
      onSubmit={(event) => {
        event.preventDefault();
        submit(false);
      }}
    >
      <Stack gap="sm">
        <FormFields
          choices={choices.data}
          draft={draft}
          faults={faults}
          status={status}
          desk={state.desk}
          addRefusal={whyNotAdd(state)}
          change={(part) => {
            setDraft({ ...draft, ...part });
            setDirty(true);
          }}
        />
        {kept !== null && <ChangedElsewhere fields={kept} />}
        <WindowFooter>
          {sameWork.others.length > 0 && (
            <SameWork
              others={sameWork.others}
              takesFocus={sameWork.cameUp}
              // Unsaved input triggers a question first; an untouched form simply closes.
              leave={() => {
                if (!dirty) close();
              }}
            />
          )}
          <NotDone error={saving.error} />
          <Buttons
            isNew={form.kind === 'new'}
            isSaving={saving.isPending}
            saveAndReceive={() => submit(true)}
            leave={leave}
          />
        </WindowFooter>
      </Stack>
    </form>
  );
};

/** What a partner said last of the request that is repeated: it may say what to change, such as the edition or the day. */
const LastWords = ({ lastWords }: Pick<RequestDetails, 'lastWords'>) =>
  lastWords !== '' && (
    <Text size="sm" mb="xs" className={classes['words']}>
      {tx('The partner’s last words: {note}', { note: <bdi>{lastWords}</bdi> })}
    </Text>
  );

/** The form filled with an existing request: to edit it, or to repeat it. */
const KnownBody = (
  props: Omit<Parameters<typeof Body>[0], 'initial' | 'status'> & { readonly requestId: RequestId },
) => {
  const details = useDetails(props.requestId);
  if (details.isError) return <LoadFailed error={details.error} retry={() => void details.refetch()} />;
  if (!details.data) return <Waiting />;
  return props.form.kind === 'edit' ? (
    <Body {...props} initial={draftOf(details.data)} status={details.data.request.status} />
  ) : (
    <RepeatedBody {...props} details={details.data} />
  );
};

const isFilled = ({ edition, journalVolume, format, maximumCost }: AskAgain): boolean =>
  [edition, journalVolume, format, maximumCost].some((said) => said !== '');

/** The form filled with a repeated request, and with the changes that its partner asked for if that may be asked again. */
const RepeatedBody = ({
  details,
  ...props
}: Omit<Parameters<typeof KnownBody>[0], 'requestId'> & { readonly details: RequestDetails }) => {
  const again = useAskAgain(details.request.id);
  if (again.isError) return <LoadFailed error={again.error} retry={() => void again.refetch()} />;
  if (again.data === undefined) return <Waiting />;
  const externalId = <bdi>{details.request.externalId}</bdi>;
  return (
    <>
      <Text size="sm" mb="xs">
        {again.data === null
          ? tx('Repeats {externalId}. Choose the partners again.', { externalId })
          : tx(
              'Repeats {externalId}. {partnerName} can be asked again.{isFilled, select, yes { The changes it asked for are filled in: check them.} other {}}',
              {
                externalId,
                partnerName: <bdi>{again.data.partnerName}</bdi>,
                isFilled: isFilled(again.data) ? 'yes' : 'no',
              },
            )}
      </Text>
      {!isCompleted(details.request.status) && <LastWords lastWords={details.lastWords} />}
      <Body {...props} initial={repeatedDraft(details, again.data)} status={null} />
    </>
  );
};

/** The form for a new or existing request. A stray Escape does not lose the input. */
export const RequestForm = ({
  form,
  state,
  close,
  returnFocusTo,
}: {
  readonly form: FormOf;
  readonly state: AppState;
  readonly close: () => void;
  /** Returns the element to focus if the previous one, such as a menu, is gone. */
  readonly returnFocusTo: () => HTMLElement | null;
}) => {
  useFocusBackIfFree(returnFocusTo);
  const [dirty, setDirty] = useState(false);
  const [asking, setAsking] = useState(false);
  useUnsaved(dirty, close);
  const leave = (): void => (dirty && !asking ? setAsking(true) : close());
  const parts = { state, form, dirty, setDirty, close, leave };
  const known = form.kind === 'new' ? form.againOf : form.requestId;
  return (
    <Drawer
      opened
      onClose={leave}
      position="right"
      size="34rem"
      title={form.kind === 'new' ? t('New request') : t('Edit request')}
      closeButtonProps={{ 'aria-label': t('Close the form') }}
      styles={clearOfFooter}
    >
      {asking && (
        <div className={classes['question']} role="alert">
          <Text mb="xs">{t('Your changes are not saved.')}</Text>
          <Group gap="xs">
            <Button size="compact-md" autoFocus onClick={() => setAsking(false)}>
              {t('Keep editing')}
            </Button>
            <Button size="compact-md" variant="default" onClick={close}>
              {t('Close without saving')}
            </Button>
          </Group>
        </div>
      )}
      {known === undefined ? (
        <Body
          {...parts}
          initial={{
            ...emptyDraft(state.desk.id),
            externalId: form.kind === 'new' ? (form.externalId ?? '') : '',
          }}
          status={null}
        />
      ) : (
        <KnownBody {...parts} requestId={known} />
      )}
    </Drawer>
  );
};
