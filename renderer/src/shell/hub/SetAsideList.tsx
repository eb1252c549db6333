import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { WhySetAside } from '../../../../shared/domain/why-set-aside.ts';
import type { SetAside } from '../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { Moment } from '../../components/Dates.tsx';
import { tx } from '../../components/tx.ts';
import classes from './SetAsideList.module.css';

const whyWords: Readonly<Record<WhySetAside, string>> = {
  'row-refused': t('hub.asideTheRowIsRefused'),
  'there-twice': t('hub.asideItIsThereAlready'),
  'refers-to-nothing': t('hub.asideItBelongsToNothing'),
  'not-as-before': t('hub.asideItIsNotAsBefore'),
  unreadable: t('hub.asideItCannotBeRead'),
};

/** Steps of other workstations that cannot be saved here: whose they are, on which requests, why, and what to do. @param acts the buttons of one. */
export const SetAsideList = ({
  list,
  acts,
}: {
  readonly list: readonly SetAside[];
  readonly acts: (one: SetAside) => ReactNode;
}) => (
  <ul className={classes['list']} aria-label={t('hub.stepsSetAside')}>
    {list.map((one) => {
      const name = (
        <bdi>
          {one.name === '' ? t('hub.asideWorkstationNumber', { number: String(one.culprit) }) : one.name}
        </bdi>
      );
      return (
        <li key={one.culprit} className={classes['one']}>
          <Text fw={600}>{tx('hub.asideStepsOf', { steps: one.steps, building: one.building, name })}</Text>
          {one.requests.map(({ id, externalId, title }) => (
            <Text key={id} size="sm">
              <bdi className={classes['code']}>{externalId}</bdi> <bdi>{title}</bdi>
            </Text>
          ))}
          <Text size="sm">
            {whyWords[one.why]} {tx('hub.asideSince', { at: <Moment at={one.since} /> })}
          </Text>
          <Text size="sm">{tx('hub.asideWhatToDo', { name })}</Text>
          <Group gap="xs">{acts(one)}</Group>
        </li>
      );
    })}
  </ul>
);
