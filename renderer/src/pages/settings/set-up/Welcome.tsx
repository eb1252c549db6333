import { Button, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/icons/IconFileImport';
import IconPlant from '@tabler/icons-react/icons/IconPlant';
import IconPlayerPlay from '@tabler/icons-react/icons/IconPlayerPlay';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { programName } from '../../../../../shared/domain/face.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { useHubStatus } from '../../../api/queries.ts';
import { Mark } from '../../../components/Mark.tsx';
import { openImport } from '../../../files/import/import-open.ts';
import type { Route } from '../../../places/routes.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { mayNot } from '../../../steps/administration.ts';
import { PolicyFaults } from '../parts.tsx';
import { OpenLibrary, useRestore } from '../backups/restore.tsx';
import classes from './SetUp.module.css';

const Choice = ({
  title,
  words,
  icon,
  locked,
  first = false,
  choose,
}: {
  readonly title: string;
  readonly words: string;
  readonly icon: ReactNode;
  /** Why it cannot be chosen, or null. */
  readonly locked: string | null;
  readonly first?: boolean;
  readonly choose: () => void;
}) => (
  <li>
    <UnstyledButton
      className={classes['choice'] ?? ''}
      disabled={locked !== null}
      autoFocus={first}
      onClick={choose}
    >
      {icon}
      <span className={classes['choiceTitle']}>{title}</span>
      <span className={classes['choiceWords']}>{locked ?? words}</span>
    </UnstyledButton>
  </li>
);

/** For users who already have a library, and need none of the choices. */
const FromElsewhere = ({
  state,
  leave,
}: {
  readonly state: AppState;
  readonly leave: (to: Route) => void;
}) => {
  const restore = useRestore();
  return (
    <>
      <Group justify="center" gap="xs">
        <OpenLibrary locked={mayNot(state, t('Managing backups'), null)} restore={restore} />
        <Button variant="default" onClick={() => leave({ page: 'settings', section: 'sync' })}>
          {t('Join other workstations…')}
        </Button>
      </Group>
      <NotDone error={restore.error} />
      {restore.window}
    </>
  );
};

/** For a workstation that has yet to join the hub of its organisation: staff wait, or decide to begin without it. */
const BeforeJoining = ({
  whyNotJoined,
  isJoining,
  begin,
}: {
  readonly whyNotJoined: string;
  /** The program restarts in a moment. */
  readonly isJoining: boolean;
  readonly begin: () => void;
}) => (
  <Stack align="center" maw="40rem" my="lg">
    <Text role="status">{whyNotJoined}</Text>
    <Text>
      {t(
        'This workstation joins the hub of your organisation by itself as soon as possible, and restarts. If it does not, tell your IT staff.',
      )}
    </Text>
    <Text c="dimmed">
      {t(
        'If you start without the hub and enter requests here, the workstation joins only when an administrator chooses its joining file.',
      )}
    </Text>
    <Button variant="default" loading={isJoining} onClick={begin}>
      {t('Start without the hub')}
    </Button>
  </Stack>
);

/** What an installation without a library can begin with. */
const Choices = ({ state, begin }: { readonly state: AppState; readonly begin: () => void }) => {
  // The guide is not started: once the sample data is removed, the welcome page appears again.
  const demo = useMutation({ mutationFn: () => ask('imports.demo', {}) });
  const mayNotImport = mayNot(state, t('Importing a library file'), null);
  const icon = { size: 28, stroke: 1.5, 'aria-hidden': true } as const;
  return (
    <>
      <ul role="list" className={classes['choices']} aria-label={t('Getting started')}>
        <Choice
          first
          title={t('Import requests from Alma, ILLiad, …')}
          words={t('Also WorldShare, Tipasa, Rapido and tables. Nothing is saved until you confirm.')}
          icon={<IconFileImport {...icon} />}
          locked={mayNotImport}
          choose={() => {
            begin();
            openImport();
          }}
        />
        <Choice
          title={t('Try with sample data')}
          words={t('Sample partners, patrons and requests. Remove them in Settings › Library file.')}
          icon={<IconPlant {...icon} />}
          locked={mayNotImport}
          choose={() => {
            if (!demo.isPending) demo.mutate();
          }}
        />
        <Choice
          title={t('Start empty')}
          words={t('Set up library, printer, scanner and mail. Requests come later.')}
          icon={<IconPlayerPlay {...icon} />}
          locked={null}
          choose={begin}
        />
      </ul>
      <Text role="status">{demo.isPending ? t('Loading the sample data…') : ''}</Text>
      <NotDone error={demo.error} />
    </>
  );
};

/** The first page of an empty installation. @param begin opens the guide */
export const Welcome = ({
  state,
  begin,
  leave,
}: {
  readonly state: AppState;
  readonly begin: () => void;
  readonly leave: (to: Route) => void;
}) => {
  const { data: hub } = useHubStatus();
  const { values, whyNotJoined } = state.policy;
  // Until the answer arrives, it may have yet to join.
  const joinsByItself = values.JoiningFolder !== undefined && (hub?.number ?? null) === null;
  return (
    <div className={classes['welcome']}>
      <Mark size={72} />
      <Title order={1} className={classes['greeting'] ?? ''}>
        {t('Welcome to {programName}', { programName })}
      </Title>
      <Text c="dimmed">
        {t('The interlibrary-loan borrowing desk that keeps working when the network does not.')}
      </Text>
      <PolicyFaults policy={state.policy} />
      {joinsByItself ? (
        <BeforeJoining whyNotJoined={whyNotJoined} isJoining={hub?.state === 'joining'} begin={begin} />
      ) : (
        <Choices state={state} begin={begin} />
      )}
      <FromElsewhere state={state} leave={leave} />
    </div>
  );
};
