import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { onTestFinished } from 'vitest';

/** Renders a part of a page as the program does, until the test ends. */
export const show = (part: ReactNode): void => {
  render(<MantineProvider env="test">{part}</MantineProvider>);
  onTestFinished(cleanup);
};
