import { Button, Group, NativeSelect, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { settingGroups } from '../../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { SettingControl, SettingSelect, type SettingsPart } from '../workstation-settings.tsx';

const { fields } = settingGroups.serialScanner;
/** Not a valid port name. */
const another = '\0another';

const PortChoice = ({ port, choose }: { readonly port: string; readonly choose: (port: string) => void }) => {
  // Ports come and go without notice.
  const ports = useQuery({
    queryKey: ['scanner', 'ports'],
    queryFn: () => ask('scanner.ports', {}),
    staleTime: 0,
  });
  const [isTyped, setTyped] = useState(false);
  const known = ports.data ?? [];
  const unknown = port === '' || known.some((one) => one.port === port) ? [] : [port];
  return (
    <>
      <Group align="end">
        <NativeSelect
          label={fields.port.label}
          value={isTyped ? another : port}
          data={[
            { value: '', label: t('No serial scanner') },
            ...known.map((one) => ({ value: one.port, label: one.name })),
            ...unknown.map((name) => ({
              value: name,
              label: ports.isPending ? name : t('{name} (not found)', { name }),
            })),
            { value: another, label: t('Another port…') },
          ]}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value === another);
            if (currentTarget.value !== another) choose(currentTarget.value);
          }}
        />
        <Button variant="default" loading={ports.isFetching} onClick={() => void ports.refetch()}>
          {t('Refresh')}
        </Button>
      </Group>
      {isTyped && (
        <SettingControl
          field={{ ...fields.port, label: t('Port name, such as COM3 or /dev/ttyUSB0') }}
          value={port}
          store={(name) => {
            choose(String(name).trim());
            setTyped(false);
          }}
        />
      )}
      <NotDone error={ports.error} />
    </>
  );
};

const Line = ({ settings, save, scanner }: SettingsPart & { readonly scanner: AppState['scanner'] }) => {
  const { serialScanner } = settings;
  const put = (change: Partial<typeof serialScanner>): void =>
    save({ serialScanner: { ...serialScanner, ...change } });
  const isBad = scanner.state !== 'ready' && scanner.state !== 'opening';
  return (
    <>
      <Text>
        {t(
          'Only for a scanner on a serial port (RS-232, or USB set to “virtual COM”). A scanner that works as a keyboard needs nothing here.',
        )}
      </Text>
      <PortChoice port={serialScanner.port} choose={(port) => put({ port })} />
      <Text role="status" {...(isBad ? { c: 'var(--desk-stop)' } : {})}>
        {scanner.words}
      </Text>
      {serialScanner.port !== '' && (
        <Group align="end">
          {(['rate', 'dataBits', 'parity', 'stopBits', 'end', 'encoding'] as const).map((name) => (
            <SettingSelect
              key={name}
              field={fields[name]}
              value={String(serialScanner[name])}
              store={(value) => put({ [name]: value })}
            />
          ))}
        </Group>
      )}
    </>
  );
};

/** A serial scanner: its port, its parameters, and whether it is connected. Collapsed, because most users have none. */
export const SerialScanner = (part: SettingsPart & { readonly scanner: AppState['scanner'] }) => {
  const [isWanted, setWanted] = useState(part.settings.serialScanner.port !== '');
  if (!isWanted)
    return (
      <Button variant="default" onClick={() => setWanted(true)}>
        {t('Set up a serial scanner…')}
      </Button>
    );
  return (
    <>
      <Title order={3} size="h4">
        {t('Serial scanner')}
      </Title>
      <Line {...part} />
    </>
  );
};
