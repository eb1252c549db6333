import { Button, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { administersAny, administrationRefusal } from '../../../../shared/domain/administration.ts';
import type { PatronId } from '../../../../shared/domain/ids.ts';
import type { LoansDisplay } from '../../../../shared/ipc/calls/loans.ts';
import type { PatronView } from '../../../../shared/ipc/views.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import scanPage from '../../components/ScanPage.module.css';
import { useScanPage } from '../../steps/scan-page/scan-page-actor.ts';
import { ScanPageBox } from '../../steps/scan-page/ScanPageBox.tsx';
import { ScanPageNotifications } from '../../steps/scan-page/ScanPageNotifications.tsx';
import { useAppState } from '../../api/queries.ts';
import { PatronData } from '../../requests/patrons/PatronData.tsx';
import { LookedUp } from '../../requests/patrons/LookedUp.tsx';
import { RenewAll } from './Renewing.tsx';
import { LoansTable } from './LoansTable.tsx';
import { usePatron } from './patron-queries.ts';
import type { PatronPage } from './patron-queries.ts';
import classes from './PatronServices.module.css';
import { OnShelfHere, RequestsOfPatron } from './RequestsOfPatron.tsx';
import { t } from '../../../../shared/words/words.ts';
import { Facts, factWords } from '../../components/Facts.tsx';

const Head = ({ patron }: { readonly patron: PatronView | null }) => {
  const page = useScanPage();
  return (
    <div className={scanPage['top']}>
      <div>
        <Title order={2} size="h3">
          <Outside text={patron?.name ?? '…'} />
        </Title>
        {patron && (
          <p className={classes['small']}>
            <Facts>
              <bdi>{patron.barcode}</bdi>
              {patron.libraryName}
              {patron.email || t('no e-mail address')}
            </Facts>
          </p>
        )}
      </div>
      <Button
        variant="default"
        className={classes['done'] ?? ''}
        onClick={() => page.send({ type: 'closed' })}
      >
        {t('Done with this patron (Esc)')}
      </Button>
    </div>
  );
};

const displays = [
  { value: 'all', label: t('All Loans') },
  { value: 'active', label: t('Active Loans') },
  { value: 'overdue', label: t('Overdue') },
] as const satisfies readonly { readonly value: LoansDisplay; readonly label: string }[];

const countWords = ({ all, active, overdue }: PatronPage['counts']): string =>
  factWords([
    t('{active} on loan', { active }),
    overdue > 0 && t('{overdue} overdue', { overdue }),
    t('{all} in total', { all }),
  ]);

const RenewAllOf = ({ loans }: { readonly loans: PatronPage['loans'] }) => {
  const state = useAppState().data;
  return state ? <RenewAll loans={loans} state={state} /> : null;
};

/** At the end of the page: rarely used. */
const DataOfPatron = ({ patron }: { readonly patron: PatronPage['patron'] }) => {
  const page = useScanPage();
  const state = useAppState().data;
  if (!state) return null;
  const { grants } = state.operator;
  const locked = administersAny(state.operator)
    ? null
    : administrationRefusal(t('Changing patrons'), { grants }, state.operators, null);
  return <PatronData id={patron.id} locked={locked} forgotten={() => page.send({ type: 'closed' })} />;
};

const Lists = ({
  view,
  display,
  isSettled,
  choose,
}: {
  readonly view: PatronPage;
  readonly display: LoansDisplay;
  readonly isSettled: boolean;
  readonly choose: (display: LoansDisplay) => void;
}) => (
  <Stack gap="sm">
    <OnShelfHere requests={view.requests} />
    <Group justify="space-between" align="end">
      <div>
        <Title order={3} size="h4">
          {t('Loans')}
        </Title>
        <p className={classes['small']}>{countWords(view.counts)}</p>
      </div>
      <RenewAllOf loans={view.loans} />
      <NativeSelect
        label={t('Loans Display')}
        value={display}
        data={[...displays]}
        onChange={({ currentTarget }) => choose(currentTarget.value as LoansDisplay)}
      />
    </Group>
    <LoansTable loans={view.loans} total={view.loansTotal} {...{ display, isSettled }} />
    <Title order={3} size="h4">
      {t('Requests')}
    </Title>
    <RequestsOfPatron requests={view.requests} />
    <DataOfPatron patron={view.patron} />
  </Stack>
);

/** Arrow Down moves from the box to the loans, where Enter renews. */
const intoLoans = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== 'ArrowDown' || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  event.currentTarget
    .closest('main')
    ?.querySelector<HTMLElement>('[role="grid"] [role="row"][tabindex="0"]')
    ?.focus();
};

/** The current patron: their loans, their waiting items, and the box for lending. */
export const OpenPatron = ({ patronId }: { readonly patronId: PatronId }) => {
  const [display, setDisplay] = useState<LoansDisplay>('active');
  const patron = usePatron(patronId, display);
  return (
    <>
      <Head patron={patron.data?.patron ?? null} />
      <div className={scanPage['places']}>
        <div data-area="box" onKeyDown={intoLoans}>
          <ScanPageBox label={t('Item barcode')} />
        </div>
        <ScanPageNotifications hint={t('Scan an item from the hold shelf to lend it.')} />
        {patron.data && <LookedUp card={patron.data.patron.barcode} known={patron.data.patron} />}
        <div data-area="rest">
          {patron.isError && <LoadFailed error={patron.error} retry={() => void patron.refetch()} />}
          {patron.isPending && <Waiting />}
          {patron.data && (
            <Lists
              view={patron.data}
              display={display}
              isSettled={!patron.isPlaceholderData}
              choose={setDisplay}
            />
          )}
        </div>
      </div>
    </>
  );
};
