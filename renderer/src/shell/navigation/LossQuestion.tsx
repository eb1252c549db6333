import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { DeskWindow } from '../../components/DeskWindow.tsx';

type Way = { readonly label: string; readonly go: () => void };

/** Asks before something is lost. Escape, like the first button, keeps it. */
export const LossQuestion = ({
  title,
  keep,
  lose,
  children,
}: {
  readonly title: string;
  readonly keep: Way;
  readonly lose: Way;
  readonly children: ReactNode;
}) => (
  <DeskWindow
    onClose={keep.go}
    title={title}
    yOffset="20vh"
    // Its Escape must not reach a window behind it.
    closeOnEscape={false}
    closeOnClickOutside={false}
    withCloseButton={false}
  >
    {children}
    <Group
      onKeyDown={(event) => {
        if (event.key === 'Escape') keep.go();
      }}
    >
      <Button data-autofocus data-mantine-stop-propagation="true" onClick={keep.go}>
        {keep.label}
      </Button>
      <Button variant="default" data-mantine-stop-propagation="true" onClick={lose.go}>
        {lose.label}
      </Button>
    </Group>
  </DeskWindow>
);
