import { Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './WindowFooter.module.css';

/** The footer of a window: always visible at its lower edge, however long the content is. */
export const WindowFooter = ({ children }: { readonly children: ReactNode }) => (
  <div className={classes['footer']}>
    <Stack gap="xs">{children}</Stack>
  </div>
);

/** The buttons, at the right: `Cancel` first, the main action last. */
export const WindowButtons = ({ children }: { readonly children: ReactNode }) => (
  <Group justify="flex-end" gap="xs">
    {children}
  </Group>
);

/** For the surrounding window: scrolls a focused field clear of the footer. */
export const clearOfFooter = { content: { scrollPaddingBottom: '5rem' } } as const;
