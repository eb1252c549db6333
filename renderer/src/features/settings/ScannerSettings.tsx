import { Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SettingsPart } from './settings-part.ts';

/** A text that is stored when staff leave its box or press Enter. */
const StoredText = ({
  label,
  stored,
  store,
}: {
  readonly label: string;
  readonly stored: string;
  readonly store: (text: string) => void;
}) => {
  const [text, setText] = useState(stored);
  const commit = (): void => {
    if (text !== stored) store(text);
  };
  return (
    <TextInput
      label={label}
      value={text}
      maxLength={8}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
      }}
    />
  );
};

/** What the scanner sends around each code. */
export const ScannerSettings = ({ settings, save }: SettingsPart) => {
  const { scanner } = settings;
  return (
    <>
      <Text>
        Most scanners need nothing here. If yours sends characters before or after each code, enter them: they
        are cut off.
      </Text>
      <Group>
        <StoredText
          label="Sent before each code"
          stored={scanner.prefix}
          store={(prefix) => save({ ...settings, scanner: { ...scanner, prefix } })}
        />
        <StoredText
          label="Sent after each code"
          stored={scanner.suffix}
          store={(suffix) => save({ ...settings, scanner: { ...scanner, suffix } })}
        />
      </Group>
    </>
  );
};
