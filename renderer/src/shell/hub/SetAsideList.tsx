import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SetAsideReason } from '../../../../shared/domain/set-aside-reasons.ts';
import type { SetAside } from '../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { Moment } from '../../components/Dates.tsx';
import { tx } from '../../components/tx.ts';
import classes from './SetAsideList.module.css';

const whyWords: Readonly<Record<SetAsideReason, string>> = {
  'row-refused': t('It contains a value that this version of Borrow Desk does not allow.'),
  'there-twice': t('It uses a barcode, number or name that is already in use here.'),
  'refers-to-nothing': t('It refers to something that is missing here.'),
  'not-as-before': t('It changes something that is missing or different here.'),
  unreadable: t('This version of Borrow Desk cannot read it.'),
};

/**
 * Steps of other workstations that cannot be saved here: their authors, requests and reasons, and what to do. @param acts the buttons for
 * one step
 */
export const SetAsideList = ({
  list,
  acts,
}: {
  readonly list: readonly SetAside[];
  readonly acts: (one: SetAside) => ReactNode;
}) => (
  <ul role="list" className={classes['list']} aria-label={t('Steps that cannot be saved')}>
    {list.map((one) => {
      const name = (
        <bdi>{one.name === '' ? t('workstation {number}', { number: String(one.culprit) }) : one.name}</bdi>
      );
      return (
        <li key={one.culprit} className={classes['one']}>
          <Text fw={600}>
            {tx(
              '{steps, plural, =0 {Steps} one {One step} other {# steps}} from {name} cannot be saved here{building, plural, =0 {} one {, and neither can # dependent step} other {, and neither can # dependent steps}}',
              { steps: one.steps, building: one.building, name },
            )}
          </Text>
          {one.requests.map(({ id, externalId, title }) => (
            <Text key={id} size="sm">
              <bdi className={classes['code']}>{externalId}</bdi> <bdi>{title}</bdi>
            </Text>
          ))}
          <Text size="sm">
            {whyWords[one.why]}{' '}
            {tx('Since {at}. Everything else works as usual.', { at: <Moment at={one.since} /> })}
          </Text>
          <Text size="sm">
            {tx(
              'Borrow Desk keeps trying. If another workstation has a newer version, install it here too. Otherwise an administrator can go to Settings › Desks together and use the hub’s version, or remove {name} if it should not have sent this.',
              { name },
            )}
          </Text>
          <Group gap="xs">{acts(one)}</Group>
        </li>
      );
    })}
  </ul>
);
