import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { Moment } from '../../../components/Dates.tsx';
import { FormFrame } from './FormFrame.tsx';
import type { RecordKind } from './record-kind.ts';
import classes from './records.module.css';
import { useRecord } from './use-record.ts';

/** The record that is open; `id` is null until it is stored. */
export type Open<V> = { readonly id: number | null; readonly values: V; readonly editedAt: Instant | null };

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
  const [said, setSaid] = useState<string | null>(null);
  if (said !== null) return <Text role="status">{said}</Text>;
  return (
    <div className={classes['notice']}>
      <Text c="dimmed">
        Changed by hand (<Moment at={editedAt} />
        ): library files leave it alone.
      </Text>
      <Button
        size="compact-md"
        variant="default"
        disabled={locked}
        onClick={() =>
          void follow(id, newOpId()).then(
            () => setSaid('The next library file may change this record again.'),
            (error: unknown) => setSaid(sentenceOf(error)),
          )
        }
      >
        Let files change it again
      </Button>
    </div>
  );
};

const Leave = ({ leave, stay }: { readonly leave: () => void; readonly stay: () => void }) => (
  <Group role="group" aria-label="Changes that are not saved">
    <Text>Your changes are not saved.</Text>
    <Button autoFocus variant="default" onClick={stay}>
      Go on editing
    </Button>
    <Button variant="default" onClick={leave}>
      Leave without saving
    </Button>
  </Group>
);

/** One record in its form. Escape goes back to the list; what is not saved is asked about once. */
export const RecordEditor = <V extends object>({
  kind,
  open,
  locked,
  stored,
  close,
  children,
}: {
  readonly kind: RecordKind<V>;
  readonly open: Open<V>;
  /** Why it may not be changed, or null. */
  readonly locked: string | null;
  /** Tells that the record has this id now. */
  readonly stored: (id: number, values: V) => void;
  /** Back to the list; with the values of a record that was deleted. */
  readonly close: (removed: V | null) => void;
  /** What else belongs to a record that is stored. */
  readonly children?: ReactNode;
}) => {
  const { id } = open;
  const [asks, setAsks] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  const record = useRecord<V>(
    open.values,
    async (values, opId) => {
      const { id: storedId } = await kind.save(id, values, opId);
      stored(storedId, values);
    },
    kind.fields,
    id === null,
  );
  const keeps = locked ?? (id === null ? null : (kind.mayRemove?.(id) ?? null));
  const back = (): void => (record.isChanged && locked === null ? setAsks(true) : close(null));
  const remove = (): void => {
    if (id === null) return;
    void kind.remove(id, newOpId()).then(
      () => close(record.draft),
      (error: unknown) => setRemoving(sentenceOf(error)),
    );
  };
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
        <Button variant="default" size="compact-md" autoFocus={locked !== null} onClick={back}>
          Back to the list
        </Button>
        <Title order={3} size="h4">
          {id === null ? `New ${kind.one}` : <bdi>{kind.nameOf(open.values)}</bdi>}
        </Title>
      </Group>
      {asks && record.isChanged && <Leave leave={() => close(null)} stay={() => setAsks(false)} />}
      <FormFrame
        label={id === null ? `New ${kind.one}` : `${kind.one}: ${kind.nameOf(open.values)}`}
        record={record}
        isNew={id === null}
        locked={locked}
        more={
          id !== null && (
            <Button
              variant="default"
              disabled={keeps !== null || record.isBusy}
              title={keeps ?? ''}
              onClick={remove}
            >
              Delete
            </Button>
          )
        }
      >
        {kind.form(record, id)}
      </FormFrame>
      {removing !== null && (
        <Text role="alert" c="var(--desk-stop)">
          {removing}
        </Text>
      )}
      {id !== null && open.editedAt !== null && kind.follow && (
        <FileNote id={id} editedAt={open.editedAt} follow={kind.follow} locked={locked !== null} />
      )}
      {children}
    </Stack>
  );
};
