import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { t } from '../../../../../shared/words/words.ts';
import { sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { Moment } from '../../../components/Dates.tsx';
import { DeskWindow } from '../../../components/DeskWindow.tsx';
import { tx } from '../../../components/tx.ts';
import { clearOfFooter } from '../../../components/WindowFooter.tsx';
import { NotAllowed } from '../parts.tsx';
import { RecordFields } from './fields.tsx';
import { FormFrame } from './FormFrame.tsx';
import type { RecordKind } from './record-kind.ts';
import classes from './records.module.css';
import { useOpenRecord, type OpenRecord, type OpenRecordProps } from './use-record.ts';

/** Whether files still change the record, and the way back to that. */
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

/** Asks once about what is not saved. */
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

/** What an open record is called, over its form. */
const titleOf = <V extends object>({ kind, open: { id, values } }: OpenRecordProps<V>): ReactNode =>
  id === null ? t('New {one}', { one: kind.one }) : <bdi>{kind.nameOf(values)}</bdi>;

/** The form of one record with all that is said and done about it, in a window or in the place of its list. */
const RecordForm = <V extends object>({
  kind,
  open,
  locked,
  close,
  opened: { record, decision, asks, stay, remove, keeps, removing },
  cancel,
}: OpenRecordProps<V> & {
  readonly opened: OpenRecord<V>;
  /** Beside Save, where nothing else closes it. */
  readonly cancel?: () => void;
}) => {
  const { id, values, editedAt } = open;
  if (decision !== null) return decision;
  // Where nothing may be changed the form says so itself.
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
 * One record in the place of its list, for those to which more belongs than a window holds. Escape goes back to the list; what is
 * not saved is asked about once.
 */
export const RecordEditor = <V extends object>({
  children,
  ...props
}: OpenRecordProps<V> & {
  /** What else belongs to a record that is stored. */
  readonly children?: ReactNode;
}) => {
  const opened = useOpenRecord(props);
  return (
    <Stack
      w="100%"
      gap="sm"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        opened.back();
      }}
    >
      <Group>
        <Button variant="default" size="compact-md" autoFocus={props.locked !== null} onClick={opened.back}>
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
 * One record in a window before its list, as wide as its fields need to be seen at once. Save closes it; so does Escape, which
 * asks once about what is not saved.
 */
export const RecordWindow = <V extends object>(props: OpenRecordProps<V>) => {
  const opened = useOpenRecord(props);
  return (
    <DeskWindow
      // The list gives the focus to the row of the record.
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
