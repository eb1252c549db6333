import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Button, Modal, Text } from '@mantine/core';
import { clearOfFooter } from '../../../components/WindowFooter.tsx';
import { FormFrame } from './FormFrame.tsx';
import { FileNote, Leave } from './record-parts.tsx';
import classes from './records.module.css';
import type { OpenRecordProps } from './use-open-record.ts';
import { useOpenRecord } from './use-open-record.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * One record in a window before its list, as wide as its fields need to be seen at once. Save closes it; so does Escape, which
 * asks once about what is not saved.
 */
export const RecordWindow = <V extends object>(props: OpenRecordProps<V>) => {
  const { kind, open, locked, close } = props;
  const { record, asks, stay, back, remove, keeps, removing } = useOpenRecord(props);
  const { id } = open;
  return (
    <Modal
      opened
      onClose={back}
      size="58rem"
      title={id === null ? t('settings.new', { one: kind.one }) : <bdi>{kind.nameOf(open.values)}</bdi>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      closeOnClickOutside={false}
      styles={clearOfFooter}
    >
      <div className={classes['window']}>
        {asks && <Leave leave={() => close(null)} stay={stay} />}
        <FormFrame
          label={
            id === null ? t('settings.new', { one: kind.one }) : `${kind.one}: ${kind.nameOf(open.values)}`
          }
          record={record}
          isNew={id === null}
          locked={locked}
          cancel={back}
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
        {id !== null && open.editedAt !== null && kind.follow && (
          <FileNote id={id} editedAt={open.editedAt} follow={kind.follow} locked={locked !== null} />
        )}
      </div>
    </Modal>
  );
};
