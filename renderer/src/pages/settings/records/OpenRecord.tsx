import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { t } from '../../../../../shared/words/words.ts';
import { sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { Moment } from '../../../components/Dates.tsx';
import { leaveBy } from '../../../places/leave-guard.ts';
import { DeskWindow } from '../../../components/DeskWindow.tsx';
import { tx } from '../../../components/tx.ts';
import { clearOfFooter } from '../../../components/WindowFooter.tsx';
import { NotAllowed } from '../parts.tsx';
import { RecordFields } from './fields.tsx';
import { FormFrame } from './FormFrame.tsx';
import type { RecordKind } from './record-kind.ts';
import classes from './records.module.css';
import { useOpenRecord, type OpenRecord, type OpenRecordProps } from './use-record.ts';

/** Says whether library files may still change the record, and offers to let them again. */
const FileNote = ({
  id,
  editedAt,
  follow,
  locked,
}: {
  readonly id: number;
  readonly editedAt: Instant;
  readonly follow: NonNullable<RecordKind<object>['follow']>;
  readonly locked: boolean;
}) => {
  const [outcome, setOutcome] = useState<string | null>(null);
  if (outcome !== null) return <Text role="status">{outcome}</Text>;
  return (
    <div className={classes['notice']}>
      <Text c="dimmed">
        {tx('Changed by hand ({editedAt}), so library files do not change it.', {
          editedAt: <Moment at={editedAt} />,
        })}
      </Text>
      <Button
        size="compact-md"
        variant="default"
        disabled={locked}
        onClick={() =>
          void follow(id, newOpId()).then(
            () => setOutcome(t('The next library file may change this record again.')),
            (error: unknown) => setOutcome(sentenceOf(error)),
          )
        }
      >
        {t('Let library files change it again')}
      </Button>
    </div>
  );
};

/** Asks once about unsaved changes. */
const Leave = ({ leave, stay }: { readonly leave: () => void; readonly stay: () => void }) => (
  <Group role="group" aria-label={t('Unsaved changes')}>
    <Text>{t('You have unsaved changes.')}</Text>
    <Button autoFocus variant="default" onClick={stay}>
      {t('Keep editing')}
    </Button>
    <Button variant="default" onClick={leave}>
      {t('Leave without saving')}
    </Button>
  </Group>
);

/** The title of an open record. */
const titleOf = <V extends object>({ kind, open: { id, values } }: OpenRecordProps<V>): ReactNode =>
  id === null ? t('New {one}', { one: kind.one }) : <bdi>{kind.nameOf(values)}</bdi>;

/** The form of one record with its messages and actions, in a window or in place of its list. */
const RecordForm = <V extends object>({
  kind,
  open,
  locked,
  close,
  opened: { record, decision, asks, stay, remove, keeps, removing },
  cancel,
}: OpenRecordProps<V> & {
  readonly opened: OpenRecord<V>;
  /** A button beside Save, if nothing else closes the form. */
  readonly cancel?: () => void;
}) => {
  const { id, values, editedAt } = open;
  if (decision !== null) return decision;
  // If the whole form is locked it says so itself.
  const fixed = locked === null ? (kind.whyFixed?.(id) ?? null) : null;
  return (
    <>
      {asks && <Leave leave={() => close(null)} stay={stay} />}
      <FormFrame
        label={id === null ? t('New {one}', { one: kind.one }) : `${kind.one}: ${kind.nameOf(values)}`}
        record={record}
        isNew={id === null}
        locked={locked}
        cancel={cancel}
        more={
          id !== null && (
            <Button
              variant="light"
              color="red"
              disabled={keeps !== null || record.isBusy}
              title={keeps ?? ''}
              onClick={remove}
            >
              {t('Delete')}
            </Button>
          )
        }
      >
        <NotAllowed reason={fixed} />
        <RecordFields fields={kind.fields} part={record} disabled={fixed !== null} />
        {kind.more?.(record, id)}
      </FormFrame>
      {removing !== null && (
        <Text role="alert" c="var(--desk-stop)">
          {removing}
        </Text>
      )}
      {id !== null && editedAt !== null && kind.follow && (
        <FileNote id={id} editedAt={editedAt} follow={kind.follow} locked={locked !== null} />
      )}
    </>
  );
};

/**
 * One record in place of its list, for kinds with more content than fits into a window. Escape returns to the list; unsaved changes are
 * asked about once.
 */
export const RecordEditor = <V extends object>({
  children,
  ...props
}: OpenRecordProps<V> & {
  /** Further content of a stored record. */
  readonly children?: ReactNode;
}) => {
  const opened = useOpenRecord(props);
  // Forms beside the record have input of their own.
  const back = (): void => (opened.record.isChanged ? opened.back() : leaveBy(opened.back));
  return (
    <Stack
      w="100%"
      gap="sm"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        back();
      }}
    >
      <Group>
        <Button variant="default" size="compact-md" autoFocus={props.locked !== null} onClick={back}>
          {t('Back to the list')}
        </Button>
        <Title order={3} size="h4">
          {titleOf(props)}
        </Title>
      </Group>
      <RecordForm {...props} opened={opened} />
      {children}
    </Stack>
  );
};

/**
 * One record in a window in front of its list, wide enough to show all fields. Save closes it; so does Escape, which asks once about
 * unsaved changes.
 */
export const RecordWindow = <V extends object>(props: OpenRecordProps<V>) => {
  const opened = useOpenRecord(props);
  return (
    <DeskWindow
      // The list focuses the row of the record.
      givesFocusBack={false}
      onClose={opened.back}
      size="58rem"
      title={titleOf(props)}
      closeOnClickOutside={false}
      styles={clearOfFooter}
    >
      <div className={classes['window']}>
        <RecordForm {...props} opened={opened} cancel={opened.back} />
      </div>
    </DeskWindow>
  );
};
