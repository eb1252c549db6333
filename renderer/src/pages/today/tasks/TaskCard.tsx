import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import IconFileAlert from '@tabler/icons-react/icons/IconFileAlert';
import { useId, useState } from 'react';
import type { HubTask, ToldStep } from '../../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { Moment } from '../../../components/Dates.tsx';
import { Outside, OutsideWords } from '../../../components/Outside.tsx';
import { copyText } from '../../../components/table/copy-text.ts';
import { tx } from '../../../components/tx.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { openDetails } from '../../../requests/details/open-details.ts';
import classes from './Tasks.module.css';
import { Facts } from '../../../components/Facts.tsx';

/** Typed text, in full and with a copy button. */
const Typed = ({ typed, current }: { readonly typed: ToldStep['typed']; readonly current: boolean }) => (
  <>
    {typed.map(({ label, text }, at) => (
      // The texts never change, so their index can be the key.
      <div key={at} className={classes['typed']}>
        <span className={classes['label']}>{label}</span>
        <bdi className={classes['text']}>{text}</bdi>
        <Copy text={text} current={current} />
      </div>
    ))}
  </>
);

const Copy = ({ text, current }: { readonly text: string; readonly current: boolean }) => {
  const [isCopied, setIsCopied] = useState(false);
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      tabIndex={current ? 0 : -1}
      aria-label={t('Copy {text}', { text: text.slice(0, 100) })}
      onClick={() => setIsCopied(copyText(text))}
    >
      <span role="status">{isCopied ? t('Copied') : t('Copy')}</span>
    </Button>
  );
};

/** A step: what was done, by whom, where and when, and the typed text. */
const BulkAction = ({ told, current }: { readonly told: ToldStep; readonly current: boolean }) => {
  const { at, headline, operatorName, deskName, workstation, typed } = told;
  return (
    <>
      <OutsideWords text={headline} />
      <Text component="span" display="block" size="xs" c="dimmed">
        <Facts>
          <bdi>{operatorName}</bdi>
          <bdi>{deskName}</bdi>
          {workstation !== '' && tx('workstation {workstation}', { workstation: <bdi>{workstation}</bdi> })}
          <Moment at={at} />
        </Facts>
      </Text>
      <Typed typed={typed} current={current} />
    </>
  );
};

/** A line of a card; nothing if it is empty. */
const Line = ({ label, text }: { readonly label: string; readonly text: string }) =>
  text === '' ? null : (
    <>
      <dt>{label}</dt>
      <dd>
        <bdi>{text}</bdi>
      </dd>
    </>
  );

const TaskFacts = ({ task, current }: { readonly task: HubTask; readonly current: boolean }) => (
  <dl className={classes['facts']}>
    <Line label={t('Patron')} text={task.patronName} />
    <Line label={t('Item')} text={task.item} />
    <Line label={t('Location')} text={task.whereNow} />
    <dt>{t('Not applied')}</dt>
    <dd>
      <BulkAction told={task} current={current} />
    </dd>
    {task.later.length > 0 && (
      <>
        <dt>{t('Also not applied')}</dt>
        {task.later.map(({ step, headline, typed }, at) => (
          <dd key={at}>
            <OutsideWords text={headline || step} />
            <Typed typed={typed} current={current} />
          </dd>
        ))}
      </>
    )}
    {task.elsewhere.length > 0 && (
      <>
        <dt>{t('Applied')}</dt>
        {task.elsewhere.map((told, at) => (
          <dd key={at}>
            <BulkAction told={told} current={current} />
          </dd>
        ))}
      </>
    )}
    <Line label={task.elsewhere.length > 0 ? t('Why they conflict') : t('Why')} text={task.why} />
    {task.paper.length > 0 && (
      <>
        <dt>{t('Slips')}</dt>
        <dd className={classes['paper']}>
          <IconFileAlert size={16} aria-hidden />{' '}
          {t('Printed but not valid. Discard: {slips}.', { slips: task.paper.join(', ') })}
        </dd>
      </>
    )}
  </dl>
);

type How = 'again' | 'done';
type Choice = { readonly how: How; readonly label: string };

/** Returns the buttons of a task and their explanation; the first button is usually the right one. */
const choices = (choice: HubTask['choice']): { readonly of: readonly Choice[]; readonly words: string } => {
  const [again, done] = [t('Redo'), t('Mark as done')];
  const [keep, sendBack] = [t('Keep'), t('Return')];
  const [found, lost] = [t('Found and checked in'), t('Still lost')];
  switch (choice) {
    case 'again':
      return {
        of: [
          { how: 'again', label: again },
          { how: 'done', label: done },
        ],
        words: t(
          '“{again}” repeats the step on the records as they are now. “{done}” removes the task from the list: it has been handled.',
          { again, done },
        ),
      };
    case 'wanted-here':
      return {
        of: [
          { how: 'again', label: keep },
          { how: 'done', label: sendBack },
        ],
        words: t(
          '“{keep}” undoes the return at the other workstation and repeats this step. “{sendBack}” leaves the return as it is.',
          { keep, sendBack },
        ),
      };
    case 'wanted-there':
      return {
        of: [
          { how: 'done', label: keep },
          { how: 'again', label: sendBack },
        ],
        words: t('“{keep}” changes nothing. “{sendBack}” repeats the return to the partner.', {
          keep,
          sendBack,
        }),
      };
    case 'found-or-lost':
      return {
        of: [
          { how: 'again', label: found },
          { how: 'done', label: lost },
        ],
        words: t(
          '“{found}”: the partner has the item, and it is no longer lost. “{lost}”: the item stays reported lost.',
          { found, lost },
        ),
      };
    case 'by-hand':
      return {
        of: [{ how: 'done', label: done }],
        words: t(
          'This step cannot be redone automatically. Repeat it by hand, in the request or in Settings, then mark the task as done.',
        ),
      };
  }
};

/** The buttons of a task. The first is the default; a button that would be refused now comes last, with the reason. */
const Acts = ({ task, current }: { readonly task: HubTask; readonly current: boolean }) => {
  const solve = useMutation({
    mutationFn: (how: How) => ask('hub.solve', { opId: newOpId(), id: task.id, how }),
  });
  // Not disabled while the call is in flight, which would lose the focus. A solved task is about to disappear.
  const press = (how: How) => (): void => {
    if (!solve.isPending && !solve.isSuccess) solve.mutate(how);
  };
  const { requestId, refusal } = task;
  const { of, words } = choices(task.choice);
  const isRefused = ({ how }: Choice): boolean => how === 'again' && refusal !== '';
  const [first, ...others] = [...of].sort((one, other) => Number(isRefused(one)) - Number(isRefused(other)));
  const refused = of.find(isRefused);
  const button = ({ how, label }: Choice) => (
    <Button
      key={how}
      size="compact-sm"
      tabIndex={current ? 0 : -1}
      variant={how === first?.how ? 'light' : 'default'}
      data-row-control={how}
      onClick={press(how)}
    >
      {label}
    </Button>
  );
  return (
    <>
      <Text size="xs" c="dimmed">
        {words}
      </Text>
      {refused && (
        <Text size="xs">
          {refusal === task.why
            ? t('“{again}” is not possible now.', { again: refused.label })
            : t('“{again}” is not possible now: {refusal}', { again: refused.label, refusal })}
        </Text>
      )}
      <Group gap="xs">
        {first && button(first)}
        {requestId !== null && (
          <Button
            size="compact-sm"
            tabIndex={current ? 0 : -1}
            variant="default"
            data-row-control="open"
            onClick={() => openDetails(requestId)}
          >
            {t('Open request')}
          </Button>
        )}
        {others.map(button)}
      </Group>
      <NotDone error={solve.error} size="sm" />
    </>
  );
};

type TaskCardProps = {
  readonly task: HubTask;
  readonly place: { readonly at: number; readonly count: number };
  /** Whether it has the keyboard focus. */
  readonly current: boolean;
  /** Called when the focus moves into it. */
  readonly reached: () => void;
};

/** One task with all facts for the decision, and its buttons. */
export const TaskCard = ({ task, place, current, reached }: TaskCardProps) => {
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
        // On a button, Enter presses it.
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
      <TaskFacts task={task} current={current} />
      <Acts task={task} current={current} />
    </article>
  );
};
