import { Button, Text, Title } from '@mantine/core';
import IconCloudCheck from '@tabler/icons-react/icons/IconCloudCheck';
import IconCloudOff from '@tabler/icons-react/icons/IconCloudOff';
import IconCloudPause from '@tabler/icons-react/icons/IconCloudPause';
import IconCloudX from '@tabler/icons-react/icons/IconCloudX';
import IconMenu2 from '@tabler/icons-react/icons/IconMenu2';
import { useMemo } from 'react';
import type { DeskId } from '../../../../shared/domain/ids.ts';
import { deskRefusal } from '../../../../shared/domain/roles.ts';
import type { AppState, MailState } from '../../../../shared/ipc/views.ts';
import { LongSelect } from '../../components/LongSelect.tsx';
import { useAppChange, useChangeFailure, useHubStatus } from '../../api/queries.ts';
import { BackupLate } from '../../components/BackupLate.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './Header.module.css';
import { OperatorMenu } from './OperatorMenu.tsx';
import { HubInHeader } from '../hub/HubInHeader.tsx';
import { isApart } from '../hub/hub-states.ts';
import { useReceiving } from '../../steps/receiving/receiving-actor.ts';
import { hashOf } from '../../places/routes.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const mailWords = {
  none: t('No mail account'),
  'no-password': t('Mail password missing'),
  ready: t('Mail ready'),
  failing: t('Mail unavailable'),
} as const;
const mailIcons = {
  none: IconCloudOff,
  'no-password': IconCloudX,
  ready: IconCloudCheck,
  failing: IconCloudX,
} as const;
const mailHints = {
  none: t('No mail account is set up. Letters are kept until there is one; you can print them.'),
  'no-password': t(
    'The mail account password is missing. Letters wait until you enter it in Settings › Mail.',
  ),
  ready: t('Letters are sent automatically.'),
  failing: t('Letters wait until the mail server accepts them.'),
} as const;

/** Whether letters leave, how many wait, and how many need a person; leads to the list. */
const Connections = ({ mail }: { readonly mail: MailState }) => {
  const { data: hub } = useHubStatus();
  // Of several workstations one sends them, once the others know of it.
  const isHeld = mail.state === 'ready' && hub !== undefined && isApart(hub.state);
  const Icon = isHeld ? IconCloudPause : mailIcons[mail.state];
  return (
    <a
      className={classes['connections']}
      href={hashOf({ page: 'letters' })}
      title={
        mail.words ||
        (isHeld ? t('Letters wait until this workstation reconnects to the hub.') : mailHints[mail.state])
      }
    >
      <Icon size={18} aria-hidden />
      <span>
        <span className={classes['long']}>{isHeld ? t('Letters wait') : mailWords[mail.state]} · </span>
        {t('{waiting} waiting{needPerson}', {
          waiting: mail.waiting.toLocaleString(locale),
          needPerson:
            mail.needPerson > 0 &&
            t(' · {needPerson} needing attention', { needPerson: mail.needPerson.toLocaleString(locale) }),
        })}
      </span>
    </a>
  );
};

const isOpenTo = (operator: AppState['operator'], desk: AppState['desk']): boolean =>
  deskRefusal(operator.grants, desk) === null;

/** Shown at a desk at which the operator has no role; null elsewhere. */
const noRoleHereWords = (state: AppState): string | null =>
  !isOpenTo(state.operator, state.desk) && state.desks.some((desk) => isOpenTo(state.operator, desk))
    ? t('You have no role at {deskName}. Choose one of your desks under “Currently at”.', {
        deskName: state.desk.name,
      })
    : deskRefusal(state.operator.grants, state.desk);

const isScannerMissing = ({ state }: AppState['scanner']): boolean =>
  state === 'gone' || state === 'flooded' || state === 'no-module';

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
          label: isOpen ? desk.name : t('{deskName} (no role there)', { deskName: desk.name }),
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
        label={t('Currently at')}
        value={String(state.desk.id)}
        data={desks}
        choose={(id) => chooseDesk.mutate({ deskId: Number(id) as DeskId }, { onSuccess: reread })}
      />
      <BackupLate backups={state.backups} href={hashOf({ page: 'today', card: null })} />
      <HubInHeader />
      <Connections mail={state.mail} />
      <OperatorMenu state={state} />
      {noRoleHere !== null && state.signedIn && (
        <Text role="status" c="var(--desk-stop)" w="100%">
          {noRoleHere}
        </Text>
      )}
      {isScannerMissing(state.scanner) && (
        <Text role="status" c="var(--desk-stop)" w="100%">
          {state.scanner.words}
        </Text>
      )}
      <NotDone error={error} w="100%" />
    </>
  );
};

/** The menu in a narrow window: open, or folded behind its button. In a wide one it always stands open at the side. */
export type FoldedMenu = {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
};

/** Where staff are, who they are, and whether messages leave. */
export const Header = ({
  title,
  state,
  menu,
}: {
  /** Of the page that is shown. */
  readonly title: string;
  readonly state: AppState | null;
  readonly menu: FoldedMenu;
}) => (
  <header className={classes['head']}>
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
    {state && <Choices state={state} />}
  </header>
);
