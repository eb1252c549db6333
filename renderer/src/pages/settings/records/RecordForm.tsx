import { Button, Text } from '@mantine/core';
import { FormFrame } from './FormFrame.tsx';
import { FileNote, Leave } from './record-parts.tsx';
import type { OpenRecordProps, useOpenRecord } from './use-open-record.ts';
import { t } from '../../../../../shared/words/words.ts';

/** What an open record is called, over its form. */
export const RecordTitle = <V extends object>({
  kind,
  open: { id, values },
}: Pick<OpenRecordProps<V>, 'kind' | 'open'>) =>
  id === null ? t('settings.new', { one: kind.one }) : <bdi>{kind.nameOf(values)}</bdi>;

/** The form of one record with all that is said and done about it, in a window or in the place of its list. */
export const RecordForm = <V extends object>({
  kind,
  open,
  locked,
  close,
  opened: { record, asks, stay, remove, keeps, removing },
  cancel,
}: OpenRecordProps<V> & {
  readonly opened: ReturnType<typeof useOpenRecord<V>>;
  /** Beside Save, where nothing else closes it. */
  readonly cancel?: () => void;
}) => {
  const { id, values, editedAt } = open;
  return (
    <>
      {asks && <Leave leave={() => close(null)} stay={stay} />}
      <FormFrame
        label={id === null ? t('settings.new', { one: kind.one }) : `${kind.one}: ${kind.nameOf(values)}`}
        record={record}
        isNew={id === null}
        locked={locked}
        {...(cancel && { cancel })}
        more={
          id !== null && (
            <Button
              variant="light"
              color="red"
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
      {id !== null && editedAt !== null && kind.follow && (
        <FileNote id={id} editedAt={editedAt} follow={kind.follow} locked={locked !== null} />
      )}
    </>
  );
};
