import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Kbd.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import { Kbd, Modal, Table } from '@mantine/core';
import type { Command } from '../../../../shared/domain/commands.ts';
import { commands } from '../../../../shared/domain/commands.ts';
import { pageNames, pages } from '../../../../shared/domain/pages.ts';
import { useFocusBack } from '../../components/focus-back.ts';
import { shownKeys } from '../../components/keys.ts';

type Key = readonly [keys: string, does: string];

const ofCommand = (command: Command): Key => [commands[command].keys, commands[command].help];

/** In the order in which staff need them; those that are no command belong to the part of the window that has the focus. */
const keys: readonly Key[] = [
  ofCommand('focus.scanBox'),
  ofCommand('focus.search'),
  ['Enter, Space', 'In the list of requests: open the details, select'],
  ['Shift+F10', 'Actions for a row of the list (also the context key)'],
  ofCommand('show.palette'),
  ofCommand('print.slip'),
  ['F6', 'To the next part of the window (with Shift: to the one before)'],
  ofCommand('undo.lastStep'),
  ...pageNames.map((page): Key => [pages[page].keys, pages[page].label]),
  ofCommand('session.switch'),
  ofCommand('session.signOut'),
  ['Escape', 'Close what is open'],
  [`${commands['show.keys'].keys} or ?`, commands['show.keys'].help],
];

/** With room between its parts: `Ctrl + Shift + O`. */
const apart = (key: string): string => key.replaceAll('+', ' + ');

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
                <Kbd>{shownKeys(apart(key))}</Kbd>
              </Table.Th>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
};
