import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Modal } from '@mantine/core';
import { clearOfFooter } from '../../../components/WindowFooter.tsx';
import { RecordForm, RecordTitle } from './RecordForm.tsx';
import classes from './records.module.css';
import type { OpenRecordProps } from './use-open-record.ts';
import { useOpenRecord } from './use-open-record.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * One record in a window before its list, as wide as its fields need to be seen at once. Save closes it; so does Escape, which
 * asks once about what is not saved.
 */
export const RecordWindow = <V extends object>(props: OpenRecordProps<V>) => {
  const opened = useOpenRecord(props);
  return (
    <Modal
      opened
      onClose={opened.back}
      size="58rem"
      title={<RecordTitle {...props} />}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      closeOnClickOutside={false}
      styles={clearOfFooter}
    >
      <div className={classes['window']}>
        <RecordForm {...props} opened={opened} cancel={opened.back} />
      </div>
    </Modal>
  );
};
