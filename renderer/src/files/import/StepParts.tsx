import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Import.module.css';
import { WindowButtons } from '../../components/WindowFooter.tsx';

/** Why the last call of the window did not do what was asked, read out at once. */
export const Failure = ({ why }: { readonly why: string }) =>
  why !== '' && (
    <Text role="alert" c="var(--desk-stop)">
      {why}
    </Text>
  );

/** What a step shows, with its buttons below: those stay in sight, and what stands above them scrolls. */
export const Step = ({
  children,
  buttons,
}: {
  readonly children: ReactNode;
  readonly buttons: ReactNode;
}) => (
  <>
    <div className={classes['body']}>{children}</div>
    <div className={classes['buttons']}>
      <WindowButtons>{buttons}</WindowButtons>
    </div>
  </>
);
