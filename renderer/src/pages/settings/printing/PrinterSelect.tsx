import { NativeSelect, Text } from '@mantine/core';
import { usePrinters } from '../../../api/queries.ts';
import { t } from '../../../../../shared/words/words.ts';

type Choice = { readonly value: string; readonly label: string };

/** What is wrong with a printer and what to do; null where nothing is known against it, or nothing is known yet. */
export const usePrinterTrouble = (): ((name: string) => string | null) => {
  const { data } = usePrinters(true);
  return (name) => {
    if (data === undefined || name === '') return null;
    const printer = data.find((one) => one.name === name);
    if (!printer) return t('printing.thereIsNoPrinterOnThis', { name });
    const { trouble } = printer;
    return trouble === null ? null : t('printing.thePrinterStartItAgainIn', { name, trouble });
  };
};

/** The sentence about a printer that takes nothing. */
export const PrinterTrouble = ({ name }: { readonly name: string }) => {
  const trouble = usePrinterTrouble()(name);
  return trouble === null ? null : (
    <Text role="status" c="var(--desk-stop)">
      {trouble}
    </Text>
  );
};

/** A printer of the system, or one of the other choices before them. One that is not there now stays chosen. */
export const PrinterSelect = ({
  label,
  hidesLabel = false,
  before,
  chosen,
  choose,
  disabled = false,
}: {
  readonly label: string;
  readonly hidesLabel?: boolean;
  readonly before: readonly Choice[];
  readonly chosen: string;
  readonly choose: (name: string) => void;
  readonly disabled?: boolean;
}) => {
  const printers = usePrinters(true);
  const known = printers.data ?? [];
  const isKnown = [...before.map(({ value }) => value), ...known.map(({ name }) => name)].includes(chosen);
  return (
    <NativeSelect
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      disabled={disabled}
      value={chosen}
      data={[
        ...before,
        ...(isKnown
          ? []
          : [
              {
                value: chosen,
                label: printers.isPending ? chosen : t('settings.notFoundNow', { name: chosen }),
              },
            ]),
        ...known.map(({ name, description }) => ({ value: name, label: description || name })),
      ]}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
};
