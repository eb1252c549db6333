import { Text } from '@mantine/core';
import type { Settings } from '../../../../shared/domain/settings.ts';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import type { PaperSize } from '../../../../shared/domain/slips.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { usePrinters } from '../../api/queries.ts';
import { NotDone } from '../../shell/notices/NotDone.tsx';
import { PrinterSelect } from './printing/PrinterSelect.tsx';
import { SamplePreview } from './printing/SamplePreview.tsx';
import { SlipRoutes } from './printing/SlipRoutes.tsx';
import { TestSlip } from './printing/TestSlip.tsx';
import { SettingControl } from './SettingControl.tsx';
import { SettingSelect } from './SettingSelect.tsx';
import type { SettingsPart } from './settings-part.ts';
import { t } from '../../../../shared/words/words.ts';

type Printing = Settings['printing'];
const { fields } = settingGroups.printing;

/** Where slips go, on which paper, and how they come out. */
export const PrintingSettings = ({
  state,
  ...part
}: SettingsPart & { readonly state: Pick<AppState, 'printing' | 'desks' | 'desk'> }) => {
  const { settings, save } = part;
  const { printing } = settings;
  const printers = usePrinters(true);
  const put = (change: Partial<Printing>): void => save({ printing: { ...printing, ...change } });
  const none = (printers.data ?? []).length > 0 ? t('settings.chooseAPrinter') : t('settings.noPrinterFound');
  return (
    <>
      <Text>{t('settings.now2', { description: state.printing.description })}</Text>
      <SettingControl
        field={fields.target}
        value={printing.target}
        store={(target) => put({ target: target as Printing['target'] })}
      />
      {printing.target === 'queue' && (
        <PrinterSelect
          label={fields.printerName.label}
          before={[{ value: '', label: none }]}
          chosen={printing.printerName}
          choose={(printerName) => put({ printerName })}
        />
      )}
      <NotDone error={printers.error} />
      <SettingSelect
        field={fields.paper}
        value={printing.paper}
        store={(paper) => put({ paper: paper as PaperSize })}
      />
      <TestSlip />
      <SlipRoutes {...part} desks={state.desks} here={state.desk.id} />
      <SamplePreview settings={settings} here={state.desk.id} />
    </>
  );
};
