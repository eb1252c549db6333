import { Button, Text, Title } from '@mantine/core';
import IconMenu2 from '@tabler/icons-react/icons/IconMenu2';
import { useMemo, type ReactNode } from 'react';
import type { DeskId } from '../../../../shared/domain/ids.ts';
import { deskRefusal } from '../../../../shared/domain/roles.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { LongSelect } from '../../components/LongSelect.tsx';
import { Brand } from '../../components/Mark.tsx';
import { useAppChange, useChangeFailure, useHubStatus } from '../../api/queries.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { Connections } from './Connections.tsx';
import classes from './Header.module.css';
import { OperatorMenu } from './OperatorMenu.tsx';
import { useReceiving } from '../../steps/receiving/receiving-actor.ts';
import { t } from '../../../../shared/words/words.ts';

const isOpenTo = (operator: AppState['operator'], desk: AppState['desk']): boolean =>
  deskRefusal(operator.grants, desk) === null;

/** Returns a sentence at a desk where the operator has no role; null elsewhere. */
const noRoleHereWords = (state: AppState): string | null =>
  !isOpenTo(state.operator, state.desk) && state.desks.some((desk) => isOpenTo(state.operator, desk))
    ? t('You have no role at {deskName}. Choose one of your desks under “Currently at”.', {
        deskName: state.desk.name,
      })
    : deskRefusal(state.operator.grants, state.desk);

const isScannerMissing = ({ state }: AppState['scanner']): boolean =>
  state === 'gone' || state === 'flooded' || state === 'no-module';

/** The current desk. Shown as text without a border, because it is read much more often than changed. */
const DeskChoice = ({ state }: { readonly state: AppState }) => {
  const receiving = useReceiving();
  const chooseDesk = useAppChange('app.chooseDesk');
  const desks = useMemo(
    () =>
      state.desks.map((desk) => {
        const isOpen = desk.id === state.desk.id || isOpenTo(state.operator, desk);
        return {
          value: String(desk.id),
          label: isOpen ? desk.name : t('{deskName} (no role there)', { deskName: desk.name }),
          disabled: !isOpen,
        };
      }),
    [state.desks, state.desk, state.operator],
  );
  const reread = (): void => receiving.send({ type: 'desk.changed' });
  return (
    <LongSelect
      className={classes['choice'] ?? ''}
      label={t('Currently at')}
      value={String(state.desk.id)}
      data={desks}
      choose={(id) => chooseDesk.mutate({ deskId: Number(id) as DeskId }, { onSuccess: reread })}
    />
  );
};

/** Problems that prevent work here, below the header; usually empty. */
const Alarms = ({ state }: { readonly state: AppState }) => {
  const error = useChangeFailure('app.chooseDesk');
  const noRoleHere = state.signedIn ? noRoleHereWords(state) : null;
  const lines = [noRoleHere, isScannerMissing(state.scanner) ? state.scanner.words : null];
  return (
    <div className={classes['alarms']}>
      {lines.map(
        (words, at) =>
          words !== null && (
            <Text key={at} role="status" c="var(--desk-stop)">
              {words}
            </Text>
          ),
      )}
      <NotDone error={error} />
    </div>
  );
};

/** The program's logo and name; with several workstations, the name of this one. */
const Head = () => {
  const { data: hub } = useHubStatus();
  return (
    <div className={classes['brand']}>
      <Brand />
      {hub && hub.state !== 'alone' && (
        <bdi className={classes['workstation']} title={t('Name of this workstation')}>
          {hub.name}
        </bdi>
      )}
    </div>
  );
};

/** The menu in a narrow window: open, or collapsed behind its button. In a wide window it is always open at the side. */
export type FoldedMenu = {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
};

/** The header of the window: the program, the page, the desk, problems, and the operator. */
export const Header = ({
  title,
  work,
  state,
  menu,
}: {
  /** The title of the current page. */
  readonly title: string;
  /** Background work. */
  readonly work: ReactNode;
  readonly state: AppState | null;
  readonly menu: FoldedMenu;
}) => (
  <header className={classes['head']}>
    <Head />
    <div className={classes['bar']}>
      <Button
        className={classes['menuButton'] ?? ''}
        variant="subtle"
        color="gray"
        aria-label={t('Menu')}
        title={t('Menu')}
        aria-expanded={menu.open}
        data-menu-button
        onClick={menu.toggle}
      >
        <IconMenu2 size={20} aria-hidden />
      </Button>
      <Title order={1} className={classes['title'] ?? ''}>
        {title}
      </Title>
      {state && (
        <>
          <DeskChoice state={state} />
          {work}
          <Connections state={state} />
          <OperatorMenu state={state} />
        </>
      )}
    </div>
    {state && <Alarms state={state} />}
  </header>
);
