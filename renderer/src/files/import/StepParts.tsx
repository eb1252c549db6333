import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Import.module.css';
import { WindowButtons } from '../../components/WindowFooter.tsx';

/** Why the last call of the window failed, announced immediately. */
export const Failure = ({ why }: { readonly why: string }) =>
  why !== '' && (
    <Text role="alert" c="var(--desk-stop)">
      {why}
    </Text>
  );

/** The frame of a step: its content scrolls above its buttons, which stay visible. */
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
