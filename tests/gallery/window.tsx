import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Button, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { DateField, useDateText } from '../../renderer/src/components/DateField.tsx';
import { clearOfFooter, WindowButtons, WindowFooter } from '../../renderer/src/components/WindowFooter.tsx';
import { galleryDay } from './fields.tsx';

const Renewal = ({ close }: { readonly close: () => void }) => {
  const date = useDateText(galleryDay, () => undefined, { initial: '2027-01-15' });
  return (
    <Modal
      opened
      size="xl"
      title="Request Renewal"
      onClose={close}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={clearOfFooter}
    >
      <Stack gap="sm">
        <Text>The Sea Around Us · Goes to: for Reader, A. · from North University Library</Text>
        <DateField label="Choose a Date" value={date} today={galleryDay} />
        <Radio.Group label="Volumes" defaultValue="all">
          <Radio value="all" label="All" />
          <Radio value="some" label="Some of them" />
        </Radio.Group>
        <Text>North University Library is asked, and the patron will be notified.</Text>
        <WindowFooter>
          <WindowButtons>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button onClick={close}>Renew</Button>
          </WindowButtons>
        </WindowFooter>
      </Stack>
    </Modal>
  );
};

/** A sample window with the standard layout: title, subject, choice, preview, buttons. */
export const SampleWindow = () => {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Open the window
      </Button>
      {isOpen && <Renewal close={() => setOpen(false)} />}
    </>
  );
};
