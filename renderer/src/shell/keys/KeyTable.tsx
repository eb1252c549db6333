import '@mantine/core/styles/Kbd.css';
import { Kbd, Table } from '@mantine/core';
import { commands, type Command } from '../../../../shared/domain/commands.ts';
import { pageNames, pages } from '../../../../shared/domain/pages.ts';
import { confirmKeys } from '../../components/use-confirm-key.ts';
import { shownKeys } from '../../components/keys.ts';
import { t } from '../../../../shared/words/words.ts';

type Key = readonly [keys: string, does: string];

const ofCommand = (command: Command): Key => [commands[command].keys, commands[command].help];

/** In the order in which staff need them; those that are no command belong to the part of the window that has the focus. */
const keys: readonly Key[] = [
  ofCommand('focus.scanBox'),
  ofCommand('focus.search'),
  [t('keys.enterSpace'), t('keys.inTheListOfRequestsOpen')],
  ['Ctrl+A', t('keys.inTheListOfRequestsSelect')],
  [t('keys.shiftWithArrows'), t('keys.inTheListOfRequestsSelectSeveral')],
  [t('keys.altWithArrows'), t('keys.onTheHeadOfAColumn')],
  ['Shift+F10', t('keys.actionsForARowOfThe')],
  ofCommand('show.palette'),
  ofCommand('print.slip'),
  ofCommand('export.list'),
  ['+14, 2w, 15.1.', t('keys.inADateFieldInSo')],
  ['Ctrl+Enter', t('keys.inAWindowSendItAlso')],
  ['F6', t('keys.toTheNextPartOfThe')],
  ['F7', t('keys.inReceivingItemsMoreAboutThe')],
  [confirmKeys.shown, t('keys.inReturnItemsReturnTheWholeList')],
  [t('keys.arrowDown'), t('keys.inManagePatronServicesFromThe')],
  ofCommand('undo.lastStep'),
  ofCommand('redo.lastStep'),
  ...pageNames.map((page): Key => [pages[page].keys, pages[page].label]),
  ofCommand('session.switch'),
  ofCommand('session.signOut'),
  ['Escape', t('keys.closeWhatIsOpen')],
  [t('keys.or', { keys: commands['show.help'].keys }), commands['show.help'].help],
];

/** With room between its parts: `Ctrl + Shift + O`. */
const apart = (key: string): string => key.replaceAll('+', ' + ');

/** The keys of the program. */
export const KeyTable = () => (
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
);
