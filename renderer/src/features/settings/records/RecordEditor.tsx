import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormFrame } from './FormFrame.tsx';
import { FileNote, Leave } from './record-parts.tsx';
import type { OpenRecordProps } from './use-open-record.ts';
import { useOpenRecord } from './use-open-record.ts';
import { t } from '../../../../../shared/words/words.ts';

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
  const { kind, open, locked, close } = props;
  const { record, asks, stay, back, remove, keeps, removing } = useOpenRecord(props);
  const { id } = open;
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
          {t('settings.backToTheList')}
        </Button>
        <Title order={3} size="h4">
          {id === null ? t('settings.new', { one: kind.one }) : <bdi>{kind.nameOf(open.values)}</bdi>}
        </Title>
      </Group>
      {asks && <Leave leave={() => close(null)} stay={stay} />}
      <FormFrame
        label={
          id === null ? t('settings.new', { one: kind.one }) : `${kind.one}: ${kind.nameOf(open.values)}`
        }
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
              {t('settings.delete')}
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
