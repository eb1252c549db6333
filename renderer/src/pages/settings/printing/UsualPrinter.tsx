import { Text } from '@mantine/core';
import { type Settings, settingGroups } from '../../../../../shared/domain/settings.ts';
import type { PaperSize } from '../../../../../shared/domain/slips/printing.ts';
import { usePrinters } from '../../../api/queries.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { PrinterSelect } from './PrinterSelect.tsx';
import { TestSlip } from './TestSlip.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { SettingControl, SettingSelect, type SettingsPart } from '../workstation-settings.tsx';

type Printing = Settings['printing'];
const { fields } = settingGroups.printing;

/** Where slips go that have no printer of their own, and on which paper. */
export const UsualPrinter = ({
  settings: { printing },
  save,
  description,
}: SettingsPart & { readonly description: string }) => {
  const printers = usePrinters(true);
  const put = (change: Partial<Printing>): void => save({ printing: { ...printing, ...change } });
  const none = (printers.data ?? []).length > 0 ? t('settings.chooseAPrinter') : t('settings.noPrinterFound');
  return (
    <>
      <Text>{t('settings.now2', { description })}</Text>
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
    </>
  );
};
