import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Kbd.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Kbd, Modal, Table } from '@mantine/core';
import { useFocusBack } from '../../components/focus-back.ts';
import { shownKeys } from '../../components/keys.ts';

const keys = [
  ['F2', 'To the scan box'],
  ['F3', 'Search requests'],
  ['Enter, Space', 'In the list of requests: open the details, select'],
  ['Shift + F10', 'Actions for a row of the list (also the context key)'],
  ['Ctrl + K', 'Go to any page, do any command, find a request: some letters, Enter'],
  ['F4', 'Print the slip of the last item again, or the return slip where it is offered'],
  ['F6', 'To the next part of the window (with Shift: to the one before)'],
  ['Ctrl + Z', 'Undo the last step (in a text field: undo typing)'],
  ['Ctrl + 1', 'Today'],
  ['Ctrl + 2', 'Receiving Items'],
  ['Ctrl + 3', 'Borrowing Requests'],
  ['Ctrl + 4', 'Manage Patron Services'],
  ['Ctrl + 5', 'Return Items'],
  ['Ctrl + 6', 'Scan In Items'],
  ['Ctrl + 7', 'Slips'],
  ['Ctrl + 8', 'Letters and messages'],
  ['Ctrl + ,', 'Settings'],
  ['Ctrl + Shift + O', 'Switch operator: first letters, Enter'],
  ['Ctrl + Shift + L', 'Sign out'],
  ['Escape', 'Close what is open'],
  ['F1 or ?', 'These keys'],
] as const;

/** The keys of the program. */
export const KeysHelp = ({ close }: { readonly close: () => void }) => {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={close}
      title="Keys"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
      transitionProps={{ duration: 0 }}
    >
      <Table>
        <Table.Tbody>
          {keys.map(([key, does]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row">
                <Kbd>{shownKeys(key)}</Kbd>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
};
