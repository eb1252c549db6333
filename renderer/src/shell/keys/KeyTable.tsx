import '@mantine/core/styles/Kbd.css';
import { Kbd, Table } from '@mantine/core';
import { Fragment } from 'react';
import { commands, type Command } from '../../../../shared/domain/commands.ts';
import { pageNames, pages } from '../../../../shared/domain/pages.ts';
import { confirmKeys } from '../../components/use-confirm-key.ts';
import { shownKeys } from '../../components/keys.ts';
import { usePageLabels } from '../../places/page-label.ts';
import { t } from '../../../../shared/words/words.ts';

type Key = readonly [keys: string, does: string];

const ofCommand = (command: Command): Key => [commands[command].keys, commands[command].help];

/** In order of usefulness; keys that are not commands belong to the focused part of the window. */
const keys: readonly Key[] = [
  ofCommand('focus.scanBox'),
  ofCommand('focus.search'),
  [t('Enter, Space'), t('In the request list: open the details, select')],
  ['Ctrl+A', t('In the request list: select all or none')],
  [
    t('Shift+Arrow keys'),
    t(
      'In the request list: select several. On a column heading, with Alt: make the column wider or narrower',
    ),
  ],
  [t('Alt+Arrow keys'), t('On a column heading (up arrow from the first row): move the column')],
  ['Shift+F10', t('Actions for a list row (also the context menu key)')],
  ofCommand('show.palette'),
  ofCommand('print.slip'),
  ofCommand('export.list'),
  ['+14, 2w, 15.1.', t('In a date field: a number of days or weeks from today, or that date')],
  ['Ctrl+Enter', t('In a window: submit it, even from a text box with several lines')],
  ['F6', t('Go to the next part of the window (with Shift: the previous part)')],
  ['F7', t('On Receiving Items: open or close More')],
  [
    confirmKeys.shown,
    t(
      'On Return Items: return the whole list. In lists: take the next step for the row or the selected requests',
    ),
  ],
  [t('Down arrow'), t('On Manage Patron Services: go from the box to the loans, where Enter renews')],
  ofCommand('undo.lastStep'),
  ofCommand('redo.lastStep'),
];

const lastKeys: readonly Key[] = [
  ofCommand('session.switch'),
  ofCommand('session.signOut'),
  ['Escape', t('Close the open window, menu or panel, or clear a STOP')],
  ofCommand('show.help'),
  ['?', t('All keys (in a text box: a question mark)')],
];

/** Adds spaces around the plus signs: `Ctrl + Shift + O`, but not in `+14`. */
const apart = (key: string): string => key.replaceAll(/(?<=\p{L})\+/gu, ' + ');

/** A `kbd` element for each key, so that lines can break between them. */
export const Caps = ({ keys }: { readonly keys: string }) =>
  keys.split(' + ').map((key, place) => (
    <Fragment key={key}>
      {place > 0 && ' + '}
      <Kbd>{key}</Kbd>
    </Fragment>
  ));

/** The keyboard shortcuts of the program. */
export const KeyTable = () => {
  const labelOf = usePageLabels();
  const pageKeys = pageNames.map((page): Key => [pages[page].keys, labelOf(page)]);
  return (
    <Table>
      <Table.Tbody>
        {[...keys, ...pageKeys, ...lastKeys].map(([key, does]) => (
          <Table.Tr key={does}>
            <Table.Th scope="row" w="7.5rem">
              <Caps keys={shownKeys(apart(key))} />
            </Table.Th>
            <Table.Td>{does}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};
