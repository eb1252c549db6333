import '@mantine/core/styles/CloseButton.css';
import { Group, Radio, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { mostLettersAtOnce } from '../../../../shared/domain/letters/text.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import type { MailState } from '../../../../shared/ipc/views.ts';
import { useAppState } from '../../api/queries.ts';
import { Pages } from '../../components/Pages.tsx';
import { ColumnChoice } from '../../components/table/ColumnChoice.tsx';
import { InsteadOfTable, TableWaiting } from '../../components/table/TableWaiting.tsx';
import { useColumns } from '../../components/table/use-columns.ts';
import { ExportButton } from '../../files/out/ExportButton.tsx';
import { BelowList } from '../../requests/lists/BelowList.tsx';
import { ListPage, ListTools, ToolsEnd } from '../../requests/lists/ListAndPreview.tsx';
import { useDeeds } from '../../requests/lists/use-deeds.ts';
import { useRowSelection } from '../../requests/lists/use-row-selection.ts';
import { TableAndPreview } from '../../requests/lists/TableAndPreview.tsx';
import { LoadFailed } from '../../steps/LoadStates.tsx';
import { AddressWindow } from './AddressWindow.tsx';
import { actsOf, type LetterAct } from './letter-acts.ts';
import { dealWithLetters, printLetters, sendLetters, takeBackDealtWith } from './letter-deeds.ts';
import { byHandTable, letterTable } from './letter-tables.tsx';
import { LetterPreview } from './LetterPreview.tsx';
import { OnPaperOrInFile } from './OnPaperOrInFile.tsx';
import { useLetterRefusal, useLetters, type Shown } from './use-letters.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const limit = mostLettersAtOnce;

/** What may be shown, with how many there are where that is work to do. */
const choicesOf = (
  mail: MailState | undefined,
): readonly { readonly show: Shown; readonly label: string }[] => {
  const needPerson = mail?.needPerson ?? 0;
  const noAddress = mail?.noAddress ?? 0;
  const open = needPerson + noAddress + (mail?.waiting ?? 0);
  return [
    { show: 'open', label: t('letters.notLeftYet', { open: open.toLocaleString(locale) }) },
    {
      show: 'needs-person',
      label: t('letters.needAPerson', { needPerson: needPerson.toLocaleString(locale) }),
    },
    {
      show: 'no-address',
      label: t('letters.toBeToldByHand', { noAddress: noAddress.toLocaleString(locale) }),
    },
    { show: 'gone', label: t('common.done') },
    { show: 'outdated', label: t('common.notSent') },
  ];
};

const emptyWords: Readonly<Record<Shown, string>> = {
  open: t('letters.noLetterWaitsWhatStepsAt'),
  'needs-person': t('letters.noLetterNeedsYouOneThat'),
  'no-address': t('common.noPartnerHasToBeTold'),
  gone: t('letters.noLetterHasLeftYetWhat'),
  outdated: t('letters.noLetterWasHeldBackOne'),
  all: t('letters.thereAreNoLettersYet'),
};

const mailSettings = <a href="#/settings/mail">{t('common.settingsMail')}</a>;

const Connection = () => {
  const mail = useAppState().data?.mail;
  if (!mail || mail.state === 'ready') return null;
  return (
    <Text role="status">
      {mail.state === 'none' && (
        <>
          {t('letters.noMailAccountIsSetUp')} {mailSettings}
          {t('letters.orPrintThem')}
        </>
      )}
      {mail.state === 'no-password' && (
        <>
          {t('letters.thePasswordOfTheMailAccount')} {mailSettings}.
        </>
      )}
      {mail.state === 'failing' && mail.words}
    </Text>
  );
};

/** One list of letters, and what is done with one or many. @param choice what else may be listed */
const Letters = ({ show, choice }: { readonly show: Shown; readonly choice: ReactNode }) => {
  const byHand = show === 'no-address';
  const spec = byHand ? byHandTable : letterTable;
  const [offset, setOffset] = useState(0);
  const [addressOf, setAddressOf] = useState<LetterRow | null>(null);
  const letters = useLetters(show, { offset, limit });
  const columns = useColumns(spec);
  const rows = letters.data?.rows ?? [];
  const total = letters.data?.total ?? 0;
  const refusalOf = useLetterRefusal();
  const selection = useRowSelection(rows, refusalOf);
  const deeds = useDeeds<LetterRow>(selection.choose);
  const dealWith = dealWithLetters((ids) => void takeBackDealtWith(ids).then(deeds.tell));
  // The last letter of the last page is done: the page before it is the last one now.
  if (offset > 0 && letters.data && offset >= total)
    setOffset(Math.max(0, Math.ceil(total / limit) - 1) * limit);
  const itemsOf = (row: LetterRow): readonly LetterAct[] =>
    actsOf(row, { deeds, dealWith, refusal: refusalOf(row), askAddress: setAddressOf });
  const why = deeds.busy ? t('common.somethingElseIsBeingDone') : null;
  const verb = (label: string, deed: typeof dealWith) => ({
    label,
    why,
    run: () => deeds.take(deed, selection.rows),
  });
  return (
    <>
      <ListTools>
        {choice}
        {byHand && <Text size="sm">{t('letters.thesePartnersHaveNoEMailAddress')}</Text>}
        {byHand && total > 0 && <OnPaperOrInFile />}
        <ToolsEnd>
          <Pages mt={0} offset={offset} limit={limit} total={total} turn={setOffset} />
          <ExportButton label={t('common.lettersAndMessages')} of={{ list: 'letters', show }} />
          <ColumnChoice columns={columns} />
        </ToolsEnd>
      </ListTools>
      {letters.isError ? (
        <InsteadOfTable>
          <LoadFailed error={letters.error} retry={() => void letters.refetch()} />
        </InsteadOfTable>
      ) : !letters.data ? (
        <TableWaiting rows={8} />
      ) : total === 0 ? (
        <InsteadOfTable>{emptyWords[show]}</InsteadOfTable>
      ) : (
        <TableAndPreview
          id="letters"
          labels={{
            list: t('letters.listOfLetters'),
            preview: t('common.letter'),
            noPreview: t('letters.theLetterOfTheChosenRow'),
          }}
          viewKey={`${show} ${offset}`}
          {...{ rows, spec, columns, selection }}
          itemsOf={itemsOf}
          preview={(row, { takesFocus, back }) => (
            <LetterPreview
              key={row.id}
              {...{ row, takesFocus, back }}
              acts={itemsOf(row)}
              refusal={refusalOf(row)}
            />
          )}
        />
      )}
      <BelowList
        what="letters"
        deeds={deeds}
        selection={selection}
        verbs={[
          ...(byHand ? [] : [verb(t('letters.sendNow'), sendLetters)]),
          verb(t('common.print'), printLetters),
          ...(show === 'gone' ? [] : [verb(t('letters.dealtWith'), dealWith)]),
        ]}
      />
      {addressOf && (
        <AddressWindow
          row={addressOf}
          saved={(words) => deeds.tell({ words, failed: false })}
          close={() => setAddressOf(null)}
        />
      )}
    </>
  );
};

/** Everything that goes to patrons and partners, how far it has come, and what a person can do about it. */
export const LettersPage = ({ byHand }: { readonly byHand: boolean }) => {
  const [show, setShow] = useState<Shown>(byHand ? 'no-address' : 'open');
  const mail = useAppState().data?.mail;
  return (
    <ListPage>
      <Connection />
      <Letters
        key={show}
        show={show}
        choice={
          <Radio.Group
            aria-label={t('letters.show')}
            value={show}
            onChange={(value) => setShow(value as Shown)}
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
