import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import IconFileAlert from '@tabler/icons-react/icons/IconFileAlert';
import { useId } from 'react';
import type { HubTask } from '../../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { Moment } from '../../../components/Dates.tsx';
import { Outside, OutsideWords } from '../../../components/Outside.tsx';
import { tx } from '../../../components/tx.ts';
import { NotDone } from '../../../shell/notices/NotDone.tsx';
import { openDetails } from '../../../shell/requests/details/open-details.ts';
import classes from './Tasks.module.css';

type Told = Pick<HubTask, 'at' | 'headline' | 'operatorName' | 'deskName'>;

/** What was done, by whom, where and when. */
const Deed = ({ told: { at, headline, operatorName, deskName } }: { readonly told: Told }) => (
  <>
    <OutsideWords text={headline} />
    <Text component="span" display="block" size="xs" c="dimmed">
      {tx('hub.byWhomWhereAndWhen', {
        operatorName: <bdi>{operatorName}</bdi>,
        deskName: <bdi>{deskName}</bdi>,
        at: <Moment at={at} />,
      })}
    </Text>
  </>
);

const Facts = ({ task }: { readonly task: HubTask }) => (
  <dl className={classes['facts']}>
    <dt>{t('hub.doesNotStand')}</dt>
    <dd>
      <Deed told={task} />
    </dd>
    {task.elsewhere.length > 0 && (
      <>
        <dt>{t('hub.stands')}</dt>
        {task.elsewhere.map((told, at) => (
          // What was done does not change: its place is its name.
          <dd key={at}>
            <Deed told={told} />
          </dd>
        ))}
      </>
    )}
    <dt>{t('hub.whyNotBoth')}</dt>
    <dd>{task.why}</dd>
    {task.paper.length > 0 && (
      <>
        <dt>{t('hub.paper')}</dt>
        <dd className={classes['paper']}>
          <IconFileAlert size={16} aria-hidden />{' '}
          {t('hub.paperThatDoesNotHold', { slips: task.paper.join(', ') })}
        </dd>
      </>
    )}
  </dl>
);

/** The buttons of a task: the one that is usually right first. */
const Acts = ({ task, current }: { readonly task: HubTask; readonly current: boolean }) => {
  const solve = useMutation({
    mutationFn: (how: 'again' | 'done') => ask('hub.solve', { opId: newOpId(), id: task.id, how }),
  });
  // Not disabled while it runs, which would take the focus away. A task that is solved is on its way out.
  const press = (how: 'again' | 'done') => (): void => {
    if (!solve.isPending && !solve.isSuccess) solve.mutate(how);
  };
  const { requestId } = task;
  const common = { size: 'compact-sm', tabIndex: current ? 0 : -1 } as const;
  const done = (
    <Button
      {...common}
      variant={task.mayRepeat ? 'default' : 'light'}
      data-row-control="done"
      onClick={press('done')}
    >
      {t('hub.dealtWith')}
    </Button>
  );
  return (
    <>
      <Text size="xs" c="dimmed">
        {task.mayRepeat
          ? t('hub.whatTheButtonsDo', { again: t('hub.doItAgain'), done: t('hub.dealtWith') })
          : t('hub.takeThisStepAgainByHand')}
      </Text>
      <Group gap="xs">
        {task.mayRepeat ? (
          <Button {...common} variant="light" data-row-control="again" onClick={press('again')}>
            {t('hub.doItAgain')}
          </Button>
        ) : (
          done
        )}
        {requestId !== null && (
          <Button
            {...common}
            variant="default"
            data-row-control="open"
            onClick={() => openDetails(requestId)}
          >
            {t('hub.openTheRequest')}
          </Button>
        )}
        {task.mayRepeat && done}
      </Group>
      <NotDone error={solve.error} size="sm" />
    </>
  );
};

/** One task with everything that is decided by, and its buttons. */
export const TaskCard = ({
  task,
  place,
  current,
  reached,
}: {
  readonly task: HubTask;
  readonly place: { readonly at: number; readonly count: number };
  /** Whether the keys are on it. */
  readonly current: boolean;
  /** The focus came into it. */
  readonly reached: () => void;
}) => {
  const id = useId();
  const { requestId } = task;
  return (
    <article
      className={classes['task']}
      aria-labelledby={id}
      aria-posinset={place.at + 1}
      aria-setsize={place.count}
      tabIndex={current ? 0 : -1}
      data-index={place.at}
      onFocus={reached}
      onKeyDown={(event) => {
        // On a button Enter presses it.
        if (event.key !== 'Enter' || event.target !== event.currentTarget || requestId === null) return;
        event.preventDefault();
        openDetails(requestId);
      }}
    >
      <header className={classes['head']} id={id}>
        <strong>{task.step}</strong>
        {task.externalId !== '' && (
          <>
            <bdi className={classes['code']}>{task.externalId}</bdi>
            <Outside text={task.title} lines={1} />
          </>
        )}
      </header>
      <Facts task={task} />
      <Acts task={task} current={current} />
    </article>
  );
};
