import type { TextProps } from '@mantine/core';
import { Text } from '@mantine/core';
import { sentenceOf } from '../api/desk.ts';

/** Why the main process did not do what was asked for, read out at once; nothing as long as there is no error. */
export const NotDone = ({ error, ...text }: TextProps & { readonly error: unknown }) =>
  error ? (
    <Text role="alert" c="var(--desk-stop)" {...text}>
      {sentenceOf(error)}
    </Text>
  ) : null;
