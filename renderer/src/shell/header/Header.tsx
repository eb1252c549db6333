import { Button, Text } from '@mantine/core';
import IconCloudCheck from '@tabler/icons-react/icons/IconCloudCheck';
import IconCloudOff from '@tabler/icons-react/icons/IconCloudOff';
import IconCloudX from '@tabler/icons-react/icons/IconCloudX';
import IconMenu2 from '@tabler/icons-react/icons/IconMenu2';
import { useMemo } from 'react';
import type { DeskId } from '../../../../shared/domain/ids.ts';
import { deskRefusal } from '../../../../shared/domain/roles.ts';
import type { AppState, MailState } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { LongSelect } from '../../components/LongSelect.tsx';
import { useAppChange, useChangeFailure } from '../../api/queries.ts';
import { BackupLate } from '../../components/BackupLate.tsx';
import classes from './Header.module.css';
import { OperatorMenu } from './OperatorMenu.tsx';
import { useReceiving } from '../receiving/receiving-actor.ts';
import { hashOf } from '../navigation/routes.ts';

const mailWords = {
  none: 'No mail set up',
  'no-password': 'Mail password missing',
  ready: 'Mail ready',
  failing: 'Mail not reached',
} as const;
const mailIcons = {
  none: IconCloudOff,
  'no-password': IconCloudX,
  ready: IconCloudCheck,
  failing: IconCloudX,
} as const;
const mailHints = {
  none: 'No mail account is set up. Letters are kept until one is; they can be printed.',
  'no-password':
    'The password of the mail account is not known. Letters wait until it is typed in Settings, Mail.',
  ready: 'Letters leave by themselves.',
  failing: 'Letters wait and leave as soon as the mail server takes them.',
} as const;

/** Whether letters leave, how many wait, and how many need a person; leads to the list. */
const Connections = ({ mail }: { readonly mail: MailState }) => {
  const Icon = mailIcons[mail.state];
  return (
    <a
      className={classes['connections']}
      href={hashOf({ page: 'letters' })}
      title={mail.words || mailHints[mail.state]}
    >
      <Icon size={18} aria-hidden />
      <span>
        <span className={classes['long']}>{mailWords[mail.state]} · </span>
        {mail.waiting.toLocaleString('en')} waiting
        {mail.needPerson > 0 && ` · ${mail.needPerson.toLocaleString('en')} need a person`}
      </span>
    </a>
  );
};

const isOpenTo = (operator: AppState['operator'], desk: AppState['desk']): boolean =>
  deskRefusal(operator.grants, desk) === null;

/** Shown at a desk at which the operator has no role; null elsewhere. */
const noRoleHereWords = (state: AppState): string | null =>
  !isOpenTo(state.operator, state.desk) && state.desks.some((desk) => isOpenTo(state.operator, desk))
    ? `You have no role at ${state.desk.name}. Choose one of your desks under “Currently at”.`
    : deskRefusal(state.operator.grants, state.desk);

const Choices = ({ state }: { readonly state: AppState }) => {
  const receiving = useReceiving();
  const chooseDesk = useAppChange('app.chooseDesk');
  const error = useChangeFailure('app.chooseDesk');
  const desks = useMemo(
    () =>
      state.desks.map((desk) => {
        const isOpen = desk.id === state.desk.id || isOpenTo(state.operator, desk);
        return {
          value: String(desk.id),
          label: isOpen ? desk.name : `${desk.name} (no role there)`,
          disabled: !isOpen,
        };
      }),
    [state.desks, state.desk, state.operator],
  );
  const noRoleHere = noRoleHereWords(state);
  const reread = (): void => receiving.send({ type: 'desk.changed' });
  return (
    <>
      <LongSelect
        className={classes['choice'] ?? ''}
        label="Currently at"
        value={String(state.desk.id)}
        data={desks}
        choose={(id) => chooseDesk.mutate({ deskId: Number(id) as DeskId }, { onSuccess: reread })}
      />
      <BackupLate backups={state.backups} href={hashOf({ page: 'today', card: null })} />
      <Connections mail={state.mail} />
      <OperatorMenu state={state} />
      {noRoleHere !== null && state.signedIn && (
        <Text role="status" c="var(--desk-stop)" w="100%">
          {noRoleHere}
        </Text>
      )}
      {error && (
        <Text role="alert" c="var(--desk-stop)" w="100%">
          {sentenceOf(error)}
        </Text>
      )}
    </>
  );
};

/** The menu in a narrow window: open or behind its button. In a wide one it always stands at the side. */
export type FoldedMenu = {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
};

/** Where staff are, who they are, and whether messages leave. */
export const Header = ({ state, menu }: { readonly state: AppState | null; readonly menu: FoldedMenu }) => (
  <header className={classes['head']}>
    <Button
      className={classes['menuButton'] ?? ''}
      variant="default"
      leftSection={<IconMenu2 size={18} aria-hidden />}
      aria-expanded={menu.open}
      data-menu-button
      onClick={menu.toggle}
    >
      Menu
    </Button>
    <Text className={classes['name'] ?? ''} fw={700} size="lg" component="span">
      Borrow Desk
    </Text>
    {state && <Choices state={state} />}
  </header>
);
