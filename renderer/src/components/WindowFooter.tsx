import { Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './WindowFooter.module.css';

/** The buttons of a window: in sight at its lower edge, however long what stands above them is. */
export const WindowFooter = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes['footer']}>
    <Stack gap="xs">{children}</Stack>
  </div>
);

/** The buttons themselves, at the right: `Cancel` first, the one that does it last. */
export const WindowButtons = ({ children }: { readonly children: ReactNode }) => (
  <Group justify="flex-end" gap="xs">
    {children}
  </Group>
);

/** For the window around it: a field that takes the focus is scrolled clear of the buttons. */
export const clearOfFooter = { content: { scrollPaddingBottom: '5rem' } } as const;
