import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import type { PaperSize } from '../../../../shared/domain/slips.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { usePrinters } from '../../api/queries.ts';
import { useReceivingSelector } from '../../shell/receiving/receiving-actor.ts';
import { SlipBadge } from '../../components/SlipBadge.tsx';
import { SettingControl } from './SettingControl.tsx';
import { SettingSelect } from './SettingSelect.tsx';
import type { SettingsPart } from './settings-part.ts';
import { NotDone } from '../../shell/notices/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';

type Printing = Settings['printing'];
const { fields } = settingGroups.printing;

const PrinterChoice = ({
  chosen,
  choose,
}: {
  readonly chosen: string;
  readonly choose: (name: string) => void;
}) => {
  const printers = usePrinters(true);
  const known = printers.data ?? [];
  const names = known.some(({ name }) => name === chosen) || chosen === '' ? [] : [chosen];
  return (
    <>
      <NativeSelect
        label={fields.printerName.label}
        value={chosen}
        data={[
          {
            value: '',
            label: known.length > 0 ? t('settings.chooseAPrinter') : t('settings.noPrinterFound'),
          },
          ...names.map((name) => ({ value: name, label: t('settings.notFoundNow', { name }) })),
          ...known.map(({ name, description }) => ({ value: name, label: description || name })),
        ]}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      <NotDone error={printers.error} />
    </>
  );
};

const TestState = ({ job }: { readonly job: PrintJobView }) => {
  const newest = useReceivingSelector(({ context }) => context.slips[job.id]);
  const { state, note } = newest ?? job;
  return (
    <Group role="status" gap="xs">
      <SlipBadge state={state} note={note} />
      <Text>{note}</Text>
    </Group>
  );
};

const TestSlip = () => {
  const test = useMutation({
    mutationFn: (opId: ReturnType<typeof newOpId>) => ask('slips.printTest', { opId }),
  });
  return (
    <Group>
      <Button variant="default" disabled={test.isPending} onClick={() => test.mutate(newOpId())}>
        {t('settings.printATestSlip')}
      </Button>
      {test.data && <TestState job={test.data} />}
      <NotDone error={test.error} />
    </Group>
  );
};

/** Where slips go, and on which paper. */
export const PrintingSettings = ({
  settings,
  save,
  description,
}: SettingsPart & { readonly description: string }) => {
  const { printing } = settings;
  const put = (change: Partial<Printing>): void => save({ printing: { ...printing, ...change } });
  return (
    <>
      <Text>{t('settings.now2', { description })}</Text>
      <SettingControl
        field={fields.target}
        value={printing.target}
        store={(target) => put({ target: target as Printing['target'] })}
      />
      {printing.target === 'queue' && (
        <PrinterChoice chosen={printing.printerName} choose={(printerName) => put({ printerName })} />
      )}
      <SettingSelect
        field={fields.paper}
        value={printing.paper}
        store={(paper) => put({ paper: paper as PaperSize })}
      />
      <TestSlip />
    </>
  );
};
