import type { TextProps } from '@mantine/core';
import { Text } from '@mantine/core';
import { sentenceOf } from '../api/desk.ts';

/** The error of a failed call, announced immediately; nothing if there is no error. */
export const NotDone = ({ error, ...text }: TextProps & { readonly error: unknown }) =>
  error ? (
    <Text role="alert" c="var(--desk-stop)" {...text}>
      {sentenceOf(error)}
    </Text>
  ) : null;
