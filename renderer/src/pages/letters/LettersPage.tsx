import '@mantine/core/styles/CloseButton.css';
import { Group, Radio, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import {
  isMailMissing,
  mailSentence,
  needingAttention,
} from '../../../../shared/domain/letters/mail-states.ts';
import { maxLettersAtOnce } from '../../../../shared/domain/letters/text.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import type { MailState } from '../../../../shared/ipc/views.ts';
import { useAppState } from '../../api/queries.ts';
import { useColumns } from '../../components/table/use-columns.ts';
import { ExportButton } from '../../files/out/ExportButton.tsx';
import { BelowList } from '../../requests/lists/BelowList.tsx';
import { ListPage } from '../../requests/lists/ListAndPreview.tsx';
import { PagedList, usePaging } from '../../requests/lists/PagedList.tsx';
import { useBulkActions } from '../../requests/lists/use-bulk-actions.ts';
import { useRowSelection } from '../../requests/lists/use-row-selection.ts';
import type { Verb } from '../../requests/lists/SelectedBar.tsx';
import { TableAndPreview } from '../../requests/lists/TableAndPreview.tsx';
import { AddressWindow } from './AddressWindow.tsx';
import { actsOf, type LetterAct } from './letter-acts.ts';
import { dealWithLetters, printLetters, sendLetters, undoDealtWith } from './letter-acts.ts';
import { go, type LettersList } from '../../places/routes.ts';
import { byHandTable, letterTable } from './letter-tables.tsx';
import { LetterPreview } from './LetterPreview.tsx';
import { OnPaperOrInFile } from './OnPaperOrInFile.tsx';
import { useLetterRefusal, useLetters, type Shown } from './letter-acts.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const labels = {
  list: t('Letter list'),
  preview: t('Letter'),
  noPreview: t('Choose a row to see its letter.'),
};

/** The lists to choose from, with counts for those that need work. */
const choicesOf = (
  mail: MailState | undefined,
): readonly { readonly show: Shown; readonly label: string }[] => {
  const needPerson = mail ? needingAttention(mail) : 0;
  const noAddress = mail?.noAddress ?? 0;
  const open = (mail?.needPerson ?? 0) + (mail?.waiting ?? 0);
  return [
    { show: 'open', label: t('Outbox ({open})', { open: open.toLocaleString(locale) }) },
    {
      show: 'needs-person',
      label: t('Needs attention ({needPerson})', { needPerson: needPerson.toLocaleString(locale) }),
    },
    {
      show: 'no-address',
      // As Today counts them: its queue lists requests.
      label: t('Contact by hand ({count, plural, one {# request} other {# requests}})', { count: noAddress }),
    },
    { show: 'gone', label: t.in('dealt with', 'Done') },
    { show: 'outdated', label: t('Not sent') },
  ];
};

const emptyWords: Readonly<Record<Shown, string>> = {
  open: t('No letters are waiting. Letters to patrons and partners appear here until they are sent.'),
  'needs-person': t(
    'No letters need attention. A letter that cannot be sent automatically appears here with the reason.',
  ),
  'no-address': t(
    'No one to contact by hand. Letters to anyone without an e-mail address, and to partners that you contact by hand, appear here.',
  ),
  gone: t('No letters are done yet. Letters that were sent, printed or marked as done appear here.'),
  outdated: t(
    'No letters were held back. A letter that became outdated while it waited appears here with the reason.',
  ),
  all: t('No letters yet.'),
};

const mailSettings = <a href="#/settings/mail">{t('Settings › Mail')}</a>;

const Connection = () => {
  const mail = useAppState().data?.mail;
  if (!mail || mail.state === 'ready') return null;
  return (
    <Text role="status">
      {mailSentence(mail)} {isMailMissing(mail.state) && mailSettings}
    </Text>
  );
};

/** The actions for one or more letters. @param askAddress opens the window for the address of a letter */
const useLetterActions = (rows: readonly LetterRow[], askAddress: (row: LetterRow) => void) => {
  const refusalOf = useLetterRefusal();
  const mail = useAppState().data?.mail;
  const noMail = mail && isMailMissing(mail.state) ? mailSentence(mail) : null;
  const whyNoneLeaves = (letters: readonly LetterRow[]): string | null =>
    letters.some(({ way }) => way === 'protocol') ? null : noMail;
  const selection = useRowSelection(rows, refusalOf);
  const bulk = useBulkActions<LetterRow>(selection.choose);
  const dealWith = dealWithLetters((ids) => void undoDealtWith(ids).then(bulk.tell));
  const verb = (label: string, action: typeof dealWith, why: string | null = null): Verb => ({
    label,
    why: bulk.busy ? t('Busy, please wait.') : why,
    run: () => bulk.take(action, selection.rows),
  });
  return {
    refusalOf,
    selection,
    bulk,
    itemsOf: (row: LetterRow): readonly LetterAct[] =>
      actsOf(row, { bulk, dealWith, refusal: refusalOf(row), noMail, askAddress }),
    verbsOf: (show: Shown): readonly Verb[] => [
      ...(show === 'no-address'
        ? []
        : [verb(t('Send now'), sendLetters, show === 'open' ? whyNoneLeaves(selection.rows) : null)]),
      verb(t('Print'), printLetters),
      ...(show === 'gone' ? [] : [verb(t('Mark as done'), dealWith)]),
    ],
  };
};

/** A list of letters with its actions. @param choice selects the list */
const Letters = ({ show, choice }: { readonly show: Shown; readonly choice: ReactNode }) => {
  const byHand = show === 'no-address';
  const spec = byHand ? byHandTable : letterTable;
  const paging = usePaging(maxLettersAtOnce);
  const { offset, limit } = paging;
  const [addressOf, setAddressOf] = useState<LetterRow | null>(null);
  const letters = useLetters(show, { offset, limit });
  paging.stayWithin(letters.data?.total);
  const viewKey = `${show} ${offset}`;
  const columns = useColumns(spec, { of: viewKey, rows: letters.data?.rows });
  const rows = letters.data?.rows ?? [];
  const { refusalOf, selection, bulk, itemsOf, verbsOf } = useLetterActions(rows, setAddressOf);
  return (
    <>
      <PagedList
        {...{ paging, columns }}
        list={letters}
        tools={
          <>
            {choice}
            {byHand && (
              <Text size="sm">
                {t(
                  'These have no e-mail address, or are partners that you contact by hand. Contact each, then mark the letter as done.',
                )}
              </Text>
            )}
            {byHand && rows.length > 0 && <OnPaperOrInFile />}
          </>
        }
        exports={<ExportButton label={t('Letters and messages')} of={{ list: 'letters', show }} />}
        empty={emptyWords[show]}
      >
        <TableAndPreview
          id="letters"
          labels={labels}
          {...{ viewKey, rows, spec, columns, selection, itemsOf }}
          preview={(row, { takesFocus, back }) => (
            <LetterPreview
              key={row.id}
              {...{ row, takesFocus, back }}
              acts={itemsOf(row)}
              refusal={refusalOf(row)}
            />
          )}
        />
      </PagedList>
      <BelowList what="letters" {...{ bulk, selection }} verbs={verbsOf(show)} />
      {addressOf && (
        <AddressWindow
          row={addressOf}
          saved={(words) => bulk.tell({ words, failed: false })}
          close={() => setAddressOf(null)}
        />
      )}
    </>
  );
};

/** All letters to patrons and partners, their state, and possible actions. */
export const LettersPage = ({ show }: { readonly show: LettersList | 'open' }) => {
  const mail = useAppState().data?.mail;
  return (
    <ListPage>
      <Connection />
      <Letters
        key={show}
        show={show}
        choice={
          <Radio.Group
            aria-label={t('Show')}
            value={show}
            onChange={(value) =>
              go({ page: 'letters', ...(value !== 'open' && { show: value as LettersList }) })
            }
          >
            <Group gap="sm">
              {choicesOf(mail).map((choice) => (
                <Radio key={choice.show} value={choice.show} label={choice.label} />
              ))}
            </Group>
          </Radio.Group>
        }
      />
    </ListPage>
  );
};
